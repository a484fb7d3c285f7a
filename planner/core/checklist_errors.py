"""Why a checklist template cannot be used, with the sentence the clerk reads."""

from pathlib import Path

from planner.core.errors import InputError, UsageError

TOO_NEW = "它由更高版本的程序创建"


class BadTemplate(InputError):
    """A file is no template of a checklist; `reason` says in Chinese what is wrong with it."""

    def __init__(self, file: Path, reason: str) -> None:
        hint = "请安装新版本后再用。" if reason == TOO_NEW else "请换一个文件，或请对方重新导出这份模板。"
        super().__init__(
            f"《{file.name}》不能当作检查清单模板：{reason}，没有使用它。", hint, code="BAD_TEMPLATE", file=file
        )
        self.reason = reason


class NoTemplate(UsageError):
    """No template is called so, or several are."""

    def __init__(self, wanted: str, names: tuple[str, ...], *, several: bool = False) -> None:
        message = f"“{wanted}”对应多份检查清单模板。" if several else f"没有找到检查清单模板“{wanted}”。"
        super().__init__(message, f"可选的有：{'、'.join(names)}；也可以写模板文件的路径。", code="NO_TEMPLATE")
