; The installer, per user and in Chinese: no administrator, nothing outside the clerk's own profile.
; It is given by packing.py: SOURCE (the folder), OUT, VERSION, TARGET, TITLE, OLDEST_BUILD, SIZE_KB.
Unicode true
Target ${TARGET}
!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh

!define ID "planner"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define TYPE "planner.Package"

Name "${TITLE}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\planner"
InstallDirRegKey HKCU "Software\${ID}" "InstallDir"
SetCompressor /SOLID lzma
SetCompressorDictSize 64
ManifestSupportedOS Win10
ManifestDPIAware true
AllowSkipFiles off
BrandingText "${TITLE} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=2052 "FileDescription" "${TITLE} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "CompanyName" "planner"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache License 2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "安装${TITLE} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "把工作要点变成责任分解表。全程离线，不连接网络。$\r$\n$\r$\n不需要管理员权限，只为当前用户安装。已有的计划、单位名录和备份都会原样保留，升级时直接装在旧版本上即可。$\r$\n$\r$\n请先关闭正在使用的${TITLE}，再点“下一步”。"
!define MUI_FINISHPAGE_TITLE "安装完成"
!define MUI_FINISHPAGE_TEXT "桌面和开始菜单里已有“${TITLE}”的图标，双击即可打开。$\r$\n$\r$\n您的数据在 $LOCALAPPDATA\planner，升级和卸载都不会动它。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\planner.exe"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${TITLE}"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "将卸载${TITLE}。您的数据（计划、单位名录、备份）不会删除，仍在：$\r$\n$LOCALAPPDATA\planner"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; Exit statuses of a silent run: 1 cancelled, 2 given up in the middle (NSIS's own), 3 this Windows is too old,
; 4 the program is running, 5 the files could not be written.
!macro Refuse status words
  SetErrorLevel ${status}
  MessageBox MB_OK|MB_ICONSTOP "${words}" /SD IDOK
  Quit
!macroend

; A program that runs holds python311.dll, whether it is the window, the console or a reading process.
!macro DefineWaitUntilClosed prefix
Function ${prefix}WaitUntilClosed
  again:
  IfFileExists "$INSTDIR\runtime\python311.dll" 0 closed
  ClearErrors
  FileOpen $0 "$INSTDIR\runtime\python311.dll" a
  IfErrors running
  FileClose $0
  Goto closed
  running:
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${TITLE}正在运行。$\r$\n$\r$\n请先关闭它的窗口，再点“重试”。（若看不到窗口，请注销或重启电脑后再来。）" /SD IDCANCEL IDRETRY again
  SetErrorLevel 4
  Quit
  closed:
FunctionEnd
!macroend
!insertmacro DefineWaitUntilClosed ""
!insertmacro DefineWaitUntilClosed "un."

Function .onInit
  ${IfNot} ${RunningX64}
    !insertmacro Refuse 3 "本程序只能装在 64 位的 Windows 上，这台电脑的系统是 32 位的。$\r$\n请换一台 64 位的 Windows 10（1809 或更新）或 Windows 11 电脑。"
  ${EndIf}
  ${IfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro Refuse 3 "本程序需要 Windows 10（1809 或更新）或 Windows 11，这台电脑的系统较旧。$\r$\n请换一台电脑，或先升级系统。没有安装任何东西。"
  ${EndIf}
FunctionEnd

!macro RemoveParts
  RMDir /r "$INSTDIR\planner"
  RMDir /r "$INSTDIR\resources"
  RMDir /r "$INSTDIR\runtime"
  RMDir /r "$INSTDIR\site"
  RMDir /r "$INSTDIR\licences"
!macroend

!macro Forget
  DeleteRegKey HKCU "Software\Classes\${TYPE}"
  DeleteRegKey HKCU "Software\Classes\Applications\planner.exe"
!macroend

!macro OpenWith extension
  WriteRegStr HKCU "Software\Classes\Applications\planner.exe\SupportedTypes" "${extension}" ""
!macroend

Section
  Call WaitUntilClosed
  ; The new files come beside the old ones first: what goes wrong until all are there leaves the old program whole.
  RMDir /r "$INSTDIR\new"
  SetOutPath "$INSTDIR\new"
  ClearErrors
  File /r "${SOURCE}/*"
  IfErrors failed
  SetOutPath "$INSTDIR"
  !insertmacro RemoveParts
  IfErrors failed
  Rename "$INSTDIR\new\runtime" "$INSTDIR\runtime"
  Rename "$INSTDIR\new\site" "$INSTDIR\site"
  Rename "$INSTDIR\new\resources" "$INSTDIR\resources"
  Rename "$INSTDIR\new\licences" "$INSTDIR\licences"
  Rename "$INSTDIR\new\planner" "$INSTDIR\planner"
  Delete "$INSTDIR\planner.exe"
  Delete "$INSTDIR\planner-cli.exe"
  Rename "$INSTDIR\new\planner-cli.exe" "$INSTDIR\planner-cli.exe"
  Rename "$INSTDIR\new\planner.exe" "$INSTDIR\planner.exe"
  IfErrors failed
  RMDir /r "$INSTDIR\new"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\planner.exe"
  CreateShortcut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\planner.exe"
  Call Register
  Goto done
  failed:
  SetOutPath "$TEMP"
  !insertmacro Refuse 5 "有文件写不进去，没有装好。$\r$\n请看一看磁盘空间是否够（需要约 300 MB），关闭${TITLE}，杀毒软件若有提示请选择允许，然后再运行一次安装程序。您的数据没有改动。"
  done:
SectionEnd

Function Register
  WriteRegStr HKCU "Software\${ID}" "InstallDir" "$INSTDIR"
  !insertmacro Forget
  WriteRegStr HKCU "Software\Classes\Applications\planner.exe" "FriendlyAppName" "${TITLE}"
  WriteRegStr HKCU "Software\Classes\Applications\planner.exe\shell\open\command" "" '"$INSTDIR\planner.exe" "%1"'
  !insertmacro OpenWith ".zip"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\planner.exe"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "planner"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
FunctionEnd

; What the program was installed with goes; a file that the clerk put there stays, and so do the data.
Section "Uninstall"
  Call un.WaitUntilClosed
  !insertmacro RemoveParts
  RMDir /r "$INSTDIR\new"
  Delete "$INSTDIR\planner.exe"
  Delete "$INSTDIR\planner-cli.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  !insertmacro Forget
  DeleteRegKey HKCU "Software\${ID}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
SectionEnd
