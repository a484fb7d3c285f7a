/* For the test under Wine 8 alone, never shipped: the source of random numbers that libraries written in Rust ask on
   Windows 10. It hands on what advapi32 gives (RtlGenRandom). */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) {
    while (length) {
        ULONG part = length > 0x100000 ? 0x100000 : (ULONG)length;
        if (!SystemFunction036(data, part)) return FALSE;
        data += part;
        length -= part;
    }
    return TRUE;
}
