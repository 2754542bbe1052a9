"""`weights confirm`: a look at the scales, then the profile's stamp is set to them."""

from __future__ import annotations

from pathlib import Path

from decide.errors import InputsRefused
from decide.model.confirmation import Confirmation
from decide.workspace.fingerprint import scales_fingerprint
from decide.workspace.load import Desk, load
from decide.workspace.locate import find_profile
from decide.workspace.schema.weights import WeightsFile
from decide.workspace.source import encode_like
from decide.workspace.splice import set_top_value
from decide.workspace.write import write_whole

KEY = "agreed_for"


def confirm_weights(name: str, workspace: str | Path = ".") -> Confirmation:
    """Stamp a weight profile as agreed for the scales as they are now: a change of one line.

    Raises
    ------
    WrongUse : no workspace, or no such profile
    InputsRefused : faults in criteria.yaml, an option, or the profile; or a style in which one line cannot be changed
    CannotWrite : the file may not be written
    """
    loaded = load(Path(workspace), name)
    after = scales_fingerprint(loaded.problem.criteria)
    found = find_profile(loaded.root, Path(workspace), name)
    if loaded.profile.agreed_for != after:
        document = Desk(found.folder).read(found.file, WeightsFile, shown=found.shown).document
        text = set_top_value(document, KEY, after, before="weights")
        if text is None:
            message = "the stamp cannot be set in a file of this style"
            hint = f'write it by hand: {KEY}: "{after}"'
            raise InputsRefused([document.issue("awkward-style", message, (KEY,), hint, key=True)])
        write_whole(found.folder.root / found.file, encode_like(found.folder.read_bytes(found.file), text))
    return Confirmation(loaded.profile, loaded.problem, found.shown, loaded.profile.agreed_for, after)
