#pragma once
// Marks functions that also compile for CUDA devices, so that one source serves both.

#if defined(__CUDACC__)
#define I2C_HD __host__ __device__
#else
#define I2C_HD
#endif
