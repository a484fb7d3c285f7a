"""What kind of place a store lies in, told by its name and by what is mounted."""

from pathlib import Path

import pytest

from planner.core.whereabouts import Kind, Whereabouts, by_mounts, whereabouts

MOUNTS = [
    ["/dev/sda1", "/", "ext4", "rw"],
    ["//server/share", "/mnt/共享", "cifs", "rw"],
    ["host:/export", "/home/clerk/net\\040work", "nfs4", "rw"],
    ["/dev/sdb1", "/media/clerk/STICK", "vfat", "rw"],
    ["broken"],
]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/clerk/data/planner.db", Kind.LOCAL),
        ("/mnt/共享/处室/planner.db", Kind.NETWORK),
        ("/mnt/共享的/planner.db", Kind.LOCAL),
        ("/home/clerk/net work/planner.db", Kind.NETWORK),
        ("/media/clerk/STICK/程序/data/planner.db", Kind.REMOVABLE),
    ],
)
def test_what_is_mounted_tells(path: str, kind: Kind) -> None:
    assert by_mounts(Path(path), MOUNTS).kind is kind


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("OneDrive - 某局", "OneDrive"),
        ("我的坚果云", "坚果云"),
        ("BaiduSyncdisk", "百度网盘"),
        ("Dropbox", "Dropbox"),
        ("WPS云盘", "WPS 云盘"),
        ("iCloudDrive", "iCloud"),
    ],
)
def test_folders_that_are_synchronized_are_known_by_their_name(tmp_path: Path, folder: str, name: str) -> None:
    assert whereabouts(tmp_path / folder / "数据" / "planner.db") == Whereabouts(Kind.SYNCED, name)


def test_the_system_says_where_onedrive_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "云"))
    assert whereabouts(tmp_path / "云" / "planner.db").name == "OneDrive"
    assert whereabouts(tmp_path / "云端" / "planner.db").kind is not Kind.SYNCED


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    assert whereabouts(tmp_path / "OneDrive 里的.db").kind is not Kind.SYNCED


def test_who_shares_a_place() -> None:
    assert [kind for kind in Kind if Whereabouts(kind).is_shared] == [Kind.NETWORK, Kind.SYNCED]
