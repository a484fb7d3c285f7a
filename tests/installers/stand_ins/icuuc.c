/* For the test under Wine 8 alone, never shipped: Windows 10 has an icuuc.dll of its own that Qt6Core links to.
   No converter opens, so that Qt falls back to what it has built in (UTF-8, UTF-16, Latin-1). */
#define EXPORTED __declspec(dllexport)
enum { FILE_ACCESS_ERROR = 4 };

EXPORTED void *ucnv_open(const char *name, int *error) { (void)name; if (error) *error = FILE_ACCESS_ERROR; return 0; }
EXPORTED const char *ucnv_getName(const void *converter, int *error) { (void)converter; (void)error; return ""; }
EXPORTED const char *ucnv_getStandardName(const char *a, const char *b, int *error) { (void)a; (void)b; (void)error; return 0; }
EXPORTED const char *ucnv_getAvailableName(int index) { (void)index; return 0; }
EXPORTED int ucnv_countAvailable(void) { return 0; }
EXPORTED int ucnv_toUCountPending(const void *converter, int *error) { (void)converter; (void)error; return 0; }
EXPORTED int ucnv_fromUCountPending(const void *converter, int *error) { (void)converter; (void)error; return 0; }
EXPORTED signed char ucnv_getMaxCharSize(const void *converter) { (void)converter; return 4; }

/* These take a converter, and there is none. */
#define NEVER_CALLED(name) EXPORTED void name(void) {}
NEVER_CALLED(ucnv_close)
NEVER_CALLED(ucnv_reset)
NEVER_CALLED(ucnv_toUnicode)
NEVER_CALLED(ucnv_fromUnicode)
NEVER_CALLED(ucnv_getToUCallBack)
NEVER_CALLED(ucnv_getFromUCallBack)
NEVER_CALLED(ucnv_setToUCallBack)
NEVER_CALLED(ucnv_setFromUCallBack)
NEVER_CALLED(ucnv_cbToUWriteUChars)
NEVER_CALLED(ucnv_cbFromUWriteUChars)
NEVER_CALLED(UCNV_TO_U_CALLBACK_SUBSTITUTE)
NEVER_CALLED(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
