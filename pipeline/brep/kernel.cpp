#include "brep/kernel.h"

#include <Message.hxx>
#include <Message_Messenger.hxx>
#include <Message_Printer.hxx>
#include <Standard_Failure.hxx>
#include <new>

namespace img2cadseq::brep {

void prepareKernel() {
    static const bool ready = [] {
        Message::DefaultMessenger()->RemovePrinters(STANDARD_TYPE(Message_Printer));
        return true;
    }();
    (void)ready;
}

std::mutex& translatorMutex() {
    static std::mutex mutex;
    return mutex;
}

void guarded(ErrorCode code, const std::string& what, const std::function<void()>& body) {
    prepareKernel();
    try {
        body();
    } catch (const Standard_Failure& failure) {
        const char* text = failure.GetMessageString();
        const std::string reason = text && *text ? text : failure.DynamicType()->Name();
        throw Error(code, what + ": the geometry kernel gave up (" + reason + ")");
    } catch (const std::bad_alloc&) {
        throw Error(code, what + ": out of memory");
    }
}

}  // namespace img2cadseq::brep
