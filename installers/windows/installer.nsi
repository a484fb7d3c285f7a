; The installer, per user and in Chinese: no administrator, nothing outside the clerk's own profile.
; It is given by packing.py: FILES (what unpacks each file), OUT, ICON, SIDE, VERSION, TARGET, TITLE, LEAFLET, OLDEST_BUILD, SIZE_KB.
Unicode true
Target ${TARGET}
!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh
!include WordFunc.nsh

!define ID "planner"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"

Var Failed
Var IsUpdate
Var Data

Name "${TITLE}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\planner"
InstallDirRegKey HKCU "Software\${ID}" "InstallDir"
!ifdef QUICKLY
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
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
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "安装${TITLE} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "把工作要点变成责任分解表。全程离线，不连接网络。$\r$\n$\r$\n不需要管理员权限，只为当前用户安装。已有的计划、单位名录和备份都会原样保留，升级时直接装在旧版本上即可。$\r$\n$\r$\n请先关闭正在使用的${TITLE}，再点“下一步”。"
!define MUI_FINISHPAGE_TITLE "安装完成"
!define MUI_FINISHPAGE_TEXT "桌面和开始菜单里已有“${TITLE}”的图标，双击即可打开。$\r$\n$\r$\n您的数据在 $Data，升级和卸载都不会动它。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\planner.exe"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${TITLE}"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "将卸载${TITLE}。您的数据（计划、单位名录、备份）不会删除，仍在：$\r$\n$Data"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; Exit statuses of a silent run: 1 cancelled, 2 given up in the middle (NSIS's own), 3 this Windows is too old,
; 4 the program is running, 5 the files could not be written, 6 a newer version is installed.
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

; Over a folder from the stick the program goes on with the data that lie there.
!macro FindData
  StrCpy $Data "$LOCALAPPDATA\planner"
  ${If} ${FileExists} "$INSTDIR\portable.ini"
    StrCpy $Data "$INSTDIR\data"
  ${EndIf}
!macroend

Function un.onInit
  !insertmacro FindData
FunctionEnd

Function .onInit
  ${IfNot} ${RunningX64}
    !insertmacro Refuse 3 "本程序只能装在 64 位的 Windows 上，这台电脑的系统是 32 位的。$\r$\n请换一台 64 位的 Windows 10（1809 或更新）或 Windows 11 电脑。"
  ${EndIf}
  ${IfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro Refuse 3 "本程序需要 Windows 10（1809 或更新）或 Windows 11，这台电脑的系统较旧。$\r$\n请换一台电脑，或先升级系统。没有安装任何东西。"
  ${EndIf}
  ${GetRoot} "$INSTDIR" $0
  ${IfNot} ${FileExists} "$0\*.*" ; it was on a stick or a disk that is gone
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\planner"
  ${EndIf}
  ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "DisplayVersion"
  ReadRegStr $1 HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $0 != ""
  ${AndIf} ${FileExists} "$1\planner.exe"
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 == 1
      MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "这台电脑上装的是更新的 $0，要换回较旧的 ${VERSION} 吗？$\r$\n$\r$\n较旧的程序可能打不开较新的数据。数据不会丢，装回新版本就能打开。" /SD IDNO IDYES older
      SetErrorLevel 6
      Quit
      older:
    ${EndIf}
  ${EndIf}
FunctionEnd

; Never among files that are not ours: a folder that holds others' gets a folder of our own in it.
Function ChooseOwnFolder
  ${If} $INSTDIR == "$LOCALAPPDATA\Programs\planner"
  ${OrIf} ${FileExists} "$INSTDIR\planner.exe"
  ${OrIf} ${FileExists} "$INSTDIR\uninstall.exe"
    Return
  ${EndIf}
  ${DirState} "$INSTDIR" $0
  ${If} $0 == 1
    StrCpy $INSTDIR "$INSTDIR\planner"
  ${EndIf}
FunctionEnd

; A virus scanner may hold a file for a moment: ten tries in three seconds.
Function Move
  Pop $1 ; to
  Pop $0 ; from
  ${IfNot} ${FileExists} "$0"
    Return
  ${EndIf}
  ${For} $2 1 10
    ClearErrors
    Rename "$0" "$1"
    ${IfNot} ${Errors}
      Return
    ${EndIf}
    Sleep 300
  ${Next}
  StrCpy $Failed 1
FunctionEnd

!macro MovePart from to part
  Push "${from}\${part}"
  Push "${to}\${part}"
  Call Move
!macroend

!macro MoveParts from to
  !insertmacro MovePart "${from}" "${to}" "runtime"
  !insertmacro MovePart "${from}" "${to}" "site"
  !insertmacro MovePart "${from}" "${to}" "resources"
  !insertmacro MovePart "${from}" "${to}" "licences"
  !insertmacro MovePart "${from}" "${to}" "planner"
  !insertmacro MovePart "${from}" "${to}" "${LEAFLET}"
  !insertmacro MovePart "${from}" "${to}" "planner-cli.exe"
  !insertmacro MovePart "${from}" "${to}" "planner.exe"
!macroend

!macro RemoveParts
  RMDir /r "$INSTDIR\runtime"
  RMDir /r "$INSTDIR\site"
  RMDir /r "$INSTDIR\resources"
  RMDir /r "$INSTDIR\licences"
  RMDir /r "$INSTDIR\planner"
  Delete "$INSTDIR\${LEAFLET}"
  Delete "$INSTDIR\planner-cli.exe"
  Delete "$INSTDIR\planner.exe"
!macroend

!macro Forget
  DeleteRegKey HKCU "Software\Classes\Applications\planner.exe"
  DeleteRegKey HKCU "Software\Classes\SystemFileAssociations\.zip\shell\${ID}"
  DeleteRegKey /ifempty HKCU "Software\Classes\SystemFileAssociations\.zip\shell"
  DeleteRegKey /ifempty HKCU "Software\Classes\SystemFileAssociations\.zip"
!macroend

!macro OpensAlso extension
  WriteRegStr HKCU "Software\Classes\Applications\planner.exe\SupportedTypes" "${extension}" ""
!macroend

; The new files come beside the old ones, then both change places: what goes wrong leaves the old program whole.
Section
  Call ChooseOwnFolder
  Call WaitUntilClosed
  !insertmacro FindData
  StrCpy $IsUpdate 0
  ${If} ${FileExists} "$INSTDIR\planner.exe"
    StrCpy $IsUpdate 1
  ${EndIf}
  ; An update was cut off in between: the old program comes back first. Its last part to go is planner.exe.
  ${If} ${FileExists} "$INSTDIR\old\planner.exe"
    !insertmacro RemoveParts
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\old\planner.exe"
  ${OrIfNot} ${FileExists} "$INSTDIR\runtime\python311.dll"
    !insertmacro MoveParts "$INSTDIR\old" "$INSTDIR"
  ${EndIf}
  RMDir /r "$INSTDIR\new"
  RMDir /r "$INSTDIR\old"
  ClearErrors
  !include "${FILES}" ; where the one name in Chinese cannot be written (Wine without UTF-8), the program still can be
  ${If} ${Errors}
    Call GiveUp
  ${EndIf}
  SetOutPath "$INSTDIR\old"
  SetOutPath "$INSTDIR"
  StrCpy $Failed 0
  !insertmacro MoveParts "$INSTDIR" "$INSTDIR\old"
  ${If} $Failed == 0
    !insertmacro MoveParts "$INSTDIR\new" "$INSTDIR"
    ${If} $Failed != 0
      !insertmacro RemoveParts
    ${EndIf}
  ${EndIf}
  ${If} $Failed != 0
    !insertmacro MoveParts "$INSTDIR\old" "$INSTDIR"
    Call GiveUp
  ${EndIf}
  Delete "$INSTDIR\old\planner.exe" ; first: from here on nobody comes back to the old program
  RMDir /r "$INSTDIR\old"
  RMDir /r "$INSTDIR\new"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  Call MakeShortcuts
  Call Register
SectionEnd

; A file that cannot be written ends the section by itself: the room that the new ones took is given back.
Function .onInstFailed
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\new"
  RMDir "$INSTDIR"
FunctionEnd

Function GiveUp
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\new"
  RMDir "$INSTDIR\old"
  RMDir "$INSTDIR"
  !insertmacro Refuse 5 "有文件写不进去，没有装好。$\r$\n$\r$\n请看一看磁盘空间是否够（需要约 300 MB），关闭${TITLE}，杀毒软件若有提示请选择允许，然后再运行一次安装程序。您的数据和原来的程序都没有改动。"
FunctionEnd

; The folder of a shortcut is the one that the program starts in. Who took the icon off the desktop does not get it back.
Function MakeShortcuts
  SetOutPath "$DOCUMENTS"
  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\planner.exe"
  ${If} $IsUpdate == 0
  ${OrIf} ${FileExists} "$DESKTOP\${TITLE}.lnk"
    CreateShortcut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\planner.exe"
  ${EndIf}
  SetOutPath "$INSTDIR"
FunctionEnd

; A package of a plan is a .zip, which is not ours alone: it is not taken over, but opens by the right mouse button.
; With the plans it is the same: the program stands among 打开方式.
Function Register
  WriteRegStr HKCU "Software\${ID}" "InstallDir" "$INSTDIR"
  !insertmacro Forget
  WriteRegStr HKCU "Software\Classes\Applications\planner.exe" "FriendlyAppName" "${TITLE}"
  WriteRegStr HKCU "Software\Classes\Applications\planner.exe\DefaultIcon" "" "$INSTDIR\planner.exe,0"
  WriteRegStr HKCU "Software\Classes\Applications\planner.exe\shell\open\command" "" '"$INSTDIR\planner.exe" "%1"'
  !insertmacro OpensAlso ".zip"
  !insertmacro OpensAlso ".docx"
  !insertmacro OpensAlso ".doc"
  !insertmacro OpensAlso ".wps"
  !insertmacro OpensAlso ".pdf"
  !insertmacro OpensAlso ".xlsx"
  !insertmacro OpensAlso ".xls"
  !insertmacro OpensAlso ".et"
  !insertmacro OpensAlso ".txt"
  WriteRegStr HKCU "Software\Classes\SystemFileAssociations\.zip\shell\${ID}" "" "用${TITLE}打开数据包"
  WriteRegStr HKCU "Software\Classes\SystemFileAssociations\.zip\shell\${ID}" "Icon" "$INSTDIR\planner.exe,0"
  WriteRegStr HKCU "Software\Classes\SystemFileAssociations\.zip\shell\${ID}\command" "" '"$INSTDIR\planner.exe" "%1"'
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
  ${RefreshShellIcons}
FunctionEnd

; What the program was installed with goes; a file that the clerk put there stays, and so do the data.
Section "Uninstall"
  Call un.WaitUntilClosed
  SetOutPath "$TEMP"
  !insertmacro RemoveParts
  RMDir /r "$INSTDIR\new"
  RMDir /r "$INSTDIR\old"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  !insertmacro Forget
  DeleteRegKey HKCU "Software\${ID}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
SectionEnd
