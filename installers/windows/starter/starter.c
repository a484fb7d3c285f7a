/* planner.exe (for the window) and planner-cli.exe (for a console): Python in this very process, from the folder that
   the exe lies in, whatever the drive letter. Nothing outside the process is set: no PATH, no registry, no code page.

   One process, so that Task Manager, the taskbar and a shortcut all mean planner.exe. Python is told to be
   runtime\pythonw.exe (argv[0]): that is what it starts for reading a hostile file apart. */
#include <windows.h>
#include <shellapi.h>
#include <stdint.h>

#define OLDEST_BUILD 17763 /* Windows 10 1809 */
#define MOST_ARGUMENTS 4096

typedef int (*PythonMain)(int, wchar_t **);
typedef LONG(WINAPI *VersionOf)(OSVERSIONINFOW *);

static wchar_t folder[32768], interpreter[32800], library[32800];
static wchar_t *arguments[MOST_ARGUMENTS + 8];

static int refuse(const wchar_t *words) {
#ifdef CONSOLE
    HANDLE error = GetStdHandle(STD_ERROR_HANDLE);
    DWORD written;
    if (!WriteConsoleW(error, words, lstrlenW(words), &written, NULL)) {
        char bytes[2048];
        int length = WideCharToMultiByte(CP_UTF8, 0, words, -1, bytes, sizeof bytes, NULL, NULL);
        if (length > 1) WriteFile(error, bytes, length - 1, &written, NULL);
    }
#else
    MessageBoxW(NULL, words, L"工作要点分解", MB_ICONERROR | MB_OK);
#endif
    return 6;
}

/* The true version, which GetVersionEx hides from programs. */
static int is_windows_new_enough(void) {
    OSVERSIONINFOW version = {.dwOSVersionInfoSize = sizeof version};
    VersionOf tell = (VersionOf)(void *)GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion");
    if (!tell || tell(&version) != 0) return 1; /* no answer is no reason to refuse */
    return version.dwMajorVersion > 10 || (version.dwMajorVersion == 10 && version.dwBuildNumber >= OLDEST_BUILD);
}

/* A copy that was cut off, or a virus scanner: without these Python ends before it can say anything. */
static int is_whole(void) {
    static const wchar_t *const parts[] = {L"runtime\\python311.dll", L"runtime\\python311.zip", L"runtime\\python311._pth",
                                           L"runtime\\pythonw.exe", L"site", L"resources", L"planner\\__main__.pyc"};
    static wchar_t path[32800];
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (GetFileAttributesW(lstrcatW(lstrcpyW(path, folder), parts[i])) == INVALID_FILE_ATTRIBUTES) return 0;
    return 1;
}

static int find_folder(void) {
    DWORD length = GetModuleFileNameW(NULL, folder, 32767);
    if (length == 0 || length >= 32767) return 0;
    while (length && folder[length - 1] != L'\\') length--;
    folder[length] = 0;
    return length > 0;
}

/* With a stream that does not say what it is Python does not start: some parents pass on none that can be used, and
   Wine files that cannot be asked for their place. Streams that were redirected to anything else stay as they are. */
static BOOL is_usable(HANDLE stream) {
    BY_HANDLE_FILE_INFORMATION told;
    if (!stream || stream == INVALID_HANDLE_VALUE || GetFileType(stream) == FILE_TYPE_UNKNOWN) return FALSE;
    return GetFileType(stream) != FILE_TYPE_DISK || GetFileInformationByHandle(stream, &told);
}

/* Python's own library took the streams over when it was loaded: it is told of the new one, too. */
static void replace_stream(int number, HANDLE stream) {
    HMODULE library = GetModuleHandleW(L"ucrtbase.dll");
    int (*take)(intptr_t, int) = library ? (void *)GetProcAddress(library, "_open_osfhandle") : NULL;
    int (*copy)(int, int) = library ? (void *)GetProcAddress(library, "_dup2") : NULL;
    int (*leave)(int) = library ? (void *)GetProcAddress(library, "_close") : NULL;
    if (!take || !copy || !leave) return;
    int taken = take((intptr_t)stream, 0);
    if (taken < 0 || taken == number) return;
    copy(taken, number);
    leave(taken);
}

typedef struct { HANDLE from, to, thread; } Way;
static Way ways[3];

static DWORD WINAPI carry(void *given) {
    Way *way = given;
    char bytes[4096];
    DWORD length, written;
    while (ReadFile(way->from, bytes, sizeof bytes, &length, NULL) && length)
        if (!WriteFile(way->to, bytes, length, &written, NULL)) break;
    CloseHandle(way->to);
    return 0;
}

/* Such a file becomes a pipe, and a thread carries what comes between the two. */
static void lead_by_a_pipe(int number, HANDLE stream) {
    HANDLE self = GetCurrentProcess(), file, out, in;
    if (!DuplicateHandle(self, stream, self, &file, 0, FALSE, DUPLICATE_SAME_ACCESS)) return;
    if (!CreatePipe(&out, &in, NULL, 0)) return;
    ways[number] = number ? (Way){out, file, NULL} : (Way){file, in, NULL};
    ways[number].thread = CreateThread(NULL, 0, carry, &ways[number], 0, NULL);
    replace_stream(number, number ? in : out);
}

/* A window started from the desktop has no streams: it gets some that lead nowhere. */
static void mend_streams(void) {
    static const DWORD names[] = {STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE};
    for (int i = 0; i < 3; i++) {
        HANDLE stream = GetStdHandle(names[i]);
        if (is_usable(stream)) continue;
        if (stream && stream != INVALID_HANDLE_VALUE && GetFileType(stream) == FILE_TYPE_DISK) {
            lead_by_a_pipe(i, stream);
            continue;
        }
#ifndef CONSOLE
        HANDLE nowhere = CreateFileW(L"NUL", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                                     OPEN_EXISTING, 0, NULL);
        if (nowhere == INVALID_HANDLE_VALUE) continue;
        SetStdHandle(names[i], nowhere);
        replace_stream(i, nowhere);
#endif
    }
}

/* What was said arrives before the program ends. */
static void finish_streams(void) {
    HMODULE library = GetModuleHandleW(L"ucrtbase.dll");
    int (*leave)(int) = library ? (void *)GetProcAddress(library, "_close") : NULL;
    for (int i = 1; i < 3 && leave; i++) {
        if (!ways[i].thread) continue;
        leave(i);
        WaitForSingleObject(ways[i].thread, 10000);
    }
}

int wmain(void) {
    if (!is_windows_new_enough())
        return refuse(L"本程序需要 64 位的 Windows 10（1809 或更新）或 Windows 11。\r\n"
                      L"这台电脑的系统版本较旧，请换一台电脑，或先升级系统。\r\n");
    int given = 0, count = 0;
    wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &given);
    if (!words || given > MOST_ARGUMENTS || !find_folder())
        return refuse(L"程序无法启动：文件名太长或太多，请少选一些文件再试。\r\n");
    lstrcatW(lstrcpyW(interpreter, folder), L"runtime\\pythonw.exe");
    lstrcatW(lstrcpyW(library, folder), L"runtime\\python311.dll");
    SetDllDirectoryW(L""); /* no DLL from the folder that happens to be current, e.g. the one with the clerk's files */
    HMODULE python = is_whole() ? LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH) : NULL;
    PythonMain run = python ? (PythonMain)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!run)
        return refuse(L"程序文件不完整，请重新安装，或把压缩包重新解压到一个新文件夹。\r\n"
                      L"您的数据不受影响。如果杀毒软件刚刚提示过，请在其中恢复并信任本程序。\r\n");
    mend_streams();
    static wchar_t *before[] = {interpreter, L"-B", L"-X", L"utf8", L"-m", L"planner"};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) arguments[count++] = before[i];
    for (int i = 1; i < given; i++) arguments[count++] = words[i];
    int status = run(count, arguments);
    finish_streams();
#ifndef CONSOLE
    /* The window says itself what is wrong; this is for when it could not even be made. */
    if (status == 1 && given == 1)
        refuse(L"程序没有打开。请关闭后再双击一次；仍不行，请重新安装，或把压缩包重新解压到一个新文件夹。\r\n"
               L"您的数据不受影响。要请人帮忙时，在本程序的文件夹里运行 planner-cli.exe doctor，把它说的话发给对方。\r\n");
#endif
    return status;
}
