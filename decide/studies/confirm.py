"""`weights confirm`: a look at the scales, then the profile's stamp is set to them."""

from __future__ import annotations

from pathlib import Path

from decide.errors import InternalError
from decide.model.results import Confirmation
from decide.workspace.fingerprint import scales_fingerprint
from decide.workspace.load import Desk, load
from decide.workspace.locate import find_profile
from decide.workspace.schema.weights import WeightsFile
from decide.workspace.splice import set_top_value
from decide.workspace.tree import compose
from decide.workspace.write import write_whole

KEY = "agreed_for"


def confirm_weights(name: str, workspace: str | Path = ".") -> Confirmation:
    """Stamp a weight profile as agreed for the scales as they are now: a change of one line.

    Raises
    ------
    WrongUse : no workspace, or no such profile
    InputsRefused : faults in criteria.yaml, an option, or the profile
    CannotWrite : the file may not be written
    """
    loaded = load(Path(workspace), name)
    after = scales_fingerprint(loaded.problem.criteria)
    found = find_profile(loaded.root, Path(workspace), name)
    document = Desk(found.folder).read(found.file, WeightsFile).document
    path = found.folder.root / found.file
    if loaded.profile.agreed_for != after:
        text = set_top_value(document, KEY, f'"{after}"', before="weights")
        root, faults = compose(text)
        if root is None or faults or root.get(KEY) != after:
            raise InternalError(f"the stamp does not stand in {found.shown} as it should")
        mark = b"\xef\xbb\xbf" if path.read_bytes().startswith(b"\xef\xbb\xbf") else b""
        write_whole(path, mark + text.encode())
    return Confirmation(loaded.profile, loaded.problem, found.shown, loaded.profile.agreed_for, after)
