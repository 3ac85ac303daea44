#include "infer/reconstructor.h"

namespace img2cadseq {

void ReconstructOptions::describe(OptionList& list) {
    list.add("samples", &samples, {.help = "candidates to make", .placeholder = "K", .low = 1, .high = 256});
    list.add("seed", &seed,
             {.help = "of the random numbers: the same seed gives the same candidates", .placeholder = "S", .low = 0});
    list.add("steps", &steps, {.help = "denoising steps", .placeholder = "N", .low = 1, .high = 256});
    list.add("guidance", &guidance,
             {.help = "how strongly the picture guides the denoising", .placeholder = "G", .low = 0, .high = 20});
    list.add("device", &device, {.help = "where to compute: auto, cpu or cuda:N", .placeholder = "D"});
    list.add("threads", &threads,
             {.help = "candidates worked on side by side, 0: one a core",
              .placeholder = "T",
              .low = 0,
              .high = 256,
              .reported = false});
    list.add("size-mm", &sizeMm,
             {.help = "true length of the longest side, 0: unknown, taken as 100",
              .placeholder = "L",
              .low = 0,
              .high = 1e6});
    list.add("schema", &schema,
             {.help = "STEP schema", .placeholder = "SCHEMA", .choices = {"ap214", "ap242", "ap203"}});
    list.add("sources", &sources,
             {.help = "where candidates come from: all, or names with commas between", .placeholder = "NAMES"});
    list.add("models", &models, {.help = "folder of the weights", .placeholder = "DIR", .reported = false});
    list.add("fit", &fit, {.help = "move the parameters of the best candidates to agree with the evidence"});
}

}  // namespace img2cadseq
