"""The terminal interface: `run` opens it, `EligoApp` holds its screens together."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.app import App
from textual.widgets import Input

from assistant.dialogue.conversation import NotReadyError
from assistant.documents.source import Source, read
from assistant.session import Session, State, refusal
from assistant.session.verdicts import Assessor
from assistant.storage import EligoStorageError, Journal, PatientSummary
from assistant.tui import clock, theme
from assistant.tui.actions import EVERYWHERE, HOME, bindings_of
from assistant.tui.display import visible
from assistant.tui.reading import make_extractor
from assistant.tui.screens.base import ActionScreen
from assistant.tui.screens.help import HelpScreen
from assistant.tui.screens.home import HomeScreen
from assistant.tui.screens.open_file import OpenFileScreen
from assistant.tui.screens.palette import PaletteScreen
from assistant.tui.screens.review import ReviewScreen
from assistant.tui.screens.workspace import Workspace
from criteria.errors import EligoError
from criteria.facts import Fact
from criteria.protocol import load

SAMPLE = files("assistant").joinpath("sample", "lettre.txt")
"""The sample letter; its patient does not exist."""


class EligoApp(App[None]):
    """Eligo in a terminal."""

    TITLE = "Eligo"
    ENABLE_COMMAND_PALETTE = False
    PASTED_NAME = "texte collé"
    BINDINGS: ClassVar = bindings_of(EVERYWHERE)

    def __init__(
        self,
        journal: Journal,
        *,
        protocol: str = "stereo-sein",
        paths: Sequence[Path] = (),
        extractor: Callable[[], Any] = make_extractor,
        read_document: Callable[[Path], Source] = read,
        today: Callable[[], date] = clock.today,
    ) -> None:
        super().__init__()
        self.journal = journal
        self.protocol = load(protocol)
        self.read_document = read_document
        self._today = today
        self._paths = list(paths)
        self._make_extractor = extractor
        self._extractor: Any = None
        self._loading = threading.Lock()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colours hold whatever the theme."""
        return dict(theme.DARK.variables)

    def on_mount(self) -> None:
        for own in theme.THEMES.values():
            self.register_theme(own)
        self.theme = theme.DARK.name
        self.push_screen(HomeScreen())
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.run_worker(self._built_extractor, thread=True, exit_on_error=False, name="chargement")
        if self._paths:
            first, *others = self._paths
            self.open_path(first, more=others)

    def _built_extractor(self) -> Any:
        with self._loading:
            if self._extractor is None:
                self._extractor = self._make_extractor()
        return self._extractor

    def extract(self, text: str, screen: Workspace, document: int) -> None:
        """Read a document in a thread and give the result to its screen."""

        def work() -> None:
            try:
                extraction = self._built_extractor().extract(text)
            except Exception:
                extraction = None
            self.call_from_thread(screen.document_read, document, extraction)

        self.run_worker(work, thread=True, exit_on_error=False, name="lecture")

    def weigh(self, assessor: Assessor, state: State, done: Callable[[], None]) -> None:
        """Compute in a thread which facts can change a criterion; ``done`` is called after."""

        def work() -> None:
            assessor.relevance(state)
            self.call_from_thread(done)

        self.run_worker(work, thread=True, exit_on_error=False, name="pertinence")

    def extract_now(self, text: str) -> Sequence[Fact]:
        """Read a typed sentence; raises `NotReadyError` while the pipeline loads."""
        if self._extractor is None:
            raise NotReadyError
        facts: Sequence[Fact] = self._extractor.extract(text).facts
        return facts

    def patients(self, limit: int) -> list[PatientSummary]:
        """The files of the journal, the last touched first."""
        return self.journal.patients()[:limit]

    def session_of(self, number: int) -> Session:
        """The session of a file, which goes on recording in the journal."""
        return Session(
            self.journal.events(number),
            lambda rank, event: self.journal.append(number, rank, event),
        )

    def start_file(self, name: str, text: str, more: Sequence[Path] = ()) -> None:
        """Open a new file with this document as its first; ``more`` are added to it."""
        reason = refusal(text)
        if reason is not None:
            self.tell(reason)
            return
        try:
            session = self.session_of(self.journal.open_patient(self.protocol.name).number)
            session.add_document(name, text)
        except EligoError as error:
            self.tell(str(error))
            return
        self._open_review(session, more)

    def open_path(self, path: Path, more: Sequence[Path] = ()) -> str | None:
        """Open a new file with the document at ``path``; the reason when it cannot be read."""
        try:
            text = self.read_document(path).text
        except EligoError as error:
            self.tell(str(error))
            return str(error)
        reason = refusal(text)
        if reason is not None:
            self.tell(f"« {path.name} » : {reason}")
            return reason
        self.start_file(path.name, text, more)
        return None

    def open_sample(self) -> None:
        """Open the sample letter as a new file."""
        self.start_file("lettre d'exemple", SAMPLE.read_text(encoding="utf-8"))

    def resume(self, number: int) -> None:
        """Go on with a file of the journal."""
        try:
            session = self.session_of(number)
        except EligoStorageError as error:
            self.tell(str(error))
            return
        self._open_review(session)

    def ask_path(
        self,
        chosen: Callable[[Path], object] | None,
        refuse: Callable[[Path], str | None] | None = None,
    ) -> None:
        """Ask for a path; ``refuse`` keeps the question open with its reason."""

        def done(path: Path | None) -> None:
            if chosen is not None and path is not None:
                chosen(path)

        self.push_screen(OpenFileScreen(refuse or self._refuse), done)

    def _refuse(self, path: Path) -> str | None:
        try:
            return refusal(self.read_document(path).text)
        except EligoError as error:
            return str(error)

    def _open_review(self, session: Session, more: Sequence[Path] = ()) -> None:
        assessor = Assessor(self.protocol, self._today())
        self.push_screen(ReviewScreen(session, assessor, more))

    def tell(self, sentence: str) -> None:
        """Tell the user something on the screen that is there."""
        screen = self.screen
        if isinstance(screen, HomeScreen | ReviewScreen):
            screen.tell(visible(sentence))
        else:
            self.notify(visible(sentence), markup=False)

    def on_key(self, event: events.Key) -> None:
        """Write in the line that has the focus a letter typed just before it had.

        Such a letter comes by the pane that had the focus. The toolkit keeps it from
        deciding anything, and would drop it.
        """
        if event.is_printable and event.character and isinstance(self.focused, Input):
            event.prevent_default()
            self.focused.insert_text_at_cursor(event.character)

    def action_do(self, action: str) -> None:
        """An action of everywhere, from its key."""
        getattr(self, f"do_{action}")()

    def action_help_quit(self) -> None:
        """Ctrl+C neither quits nor copies here: say what does."""
        sentence = "Ctrl+Q quitte ; tout est déjà enregistré."
        if isinstance(self.screen, ActionScreen):
            self.screen.say(sentence)
        else:
            self.notify(sentence, markup=False)

    def do_help(self) -> None:
        """Show the keys of the screen."""
        if isinstance(self.screen, HelpScreen):
            self.screen.dismiss(None)
        else:
            self.push_screen(HelpScreen(self._screen_name))

    def do_palette(self) -> None:
        """Find a command by its name."""
        screen = self.screen
        if not isinstance(screen, ActionScreen):
            return

        def run(action: str | None) -> None:
            if action is not None:
                screen.action_do(action)

        self.push_screen(PaletteScreen(self._screen_name), run)

    def do_theme(self) -> None:
        """From dark to light and back."""
        self.theme = theme.LIGHT.name if self.theme == theme.DARK.name else theme.DARK.name

    def do_quit(self) -> None:
        """Leave. Every decision is already on the disk."""
        self.exit()

    def _fatal_error(self) -> None:
        """Leave after an unforeseen error, without a word of what was on the screen.

        Textual would print the variables of every frame, and with them the letter.
        """
        kind, _, trace = sys.exc_info()
        frames = traceback.extract_tb(trace)
        place = f", {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
        if not self._exit_renderables:
            name = kind.__name__ if kind else "erreur"
            self._exit_renderables.append(
                f"Eligo s'est arrêté sur une erreur interne ({name}{place}). "
                "Les décisions enregistrées sont conservées : relancez-le pour reprendre."
            )
        self._close_messages_no_wait()

    @property
    def _screen_name(self) -> str:
        for screen in reversed(self.screen_stack):
            if isinstance(screen, ActionScreen):
                return screen.ACTIONS_OF
        return HOME


def run(
    paths: Sequence[str | Path] = (), protocol: str = "stereo-sein", lines: bool = False
) -> int:
    """Open the interface and return its exit status, on these documents of one patient when there are any.

    ``lines`` talks line by line instead of drawing a screen: for a screen reader,
    or a terminal that draws nothing. Raises `EligoStorageError` when the journal
    cannot be opened and `DocumentError` when a document cannot be read, before
    anything is drawn.
    """
    documents = [Path(path) for path in paths]
    for path in documents:
        read(path)
    journal = Journal()
    try:
        if lines:
            from assistant.tui.lines import run_lines

            run_lines(journal, protocol=protocol, paths=documents)
            return 0
        app = EligoApp(journal, protocol=protocol, paths=documents)
        app.run()
        return app.return_code or 0
    finally:
        journal.close()
