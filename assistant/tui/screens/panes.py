"""Moving about the review: rows, panes, enlarging and hiding them, asking why."""

from __future__ import annotations

from assistant.tui import present
from assistant.tui.screens.proof import ProofScreen
from assistant.tui.screens.workspace import Workspace
from assistant.tui.widgets.criteria import CriteriaPane
from assistant.tui.widgets.keybar import KeyBar
from assistant.tui.widgets.rows import RowList

PANES = {
    "lettre": "#lettre",
    "faits": "#faits",
    "criteres": "#criteres",
    "assistant": "#ligne",
}
"""The panes in order, with what takes the focus in each."""


class Panes(Workspace):
    """The part of the review screen that moves without deciding anything."""

    def go_to(self, row: str) -> None:
        """Show a fact or a missing item."""
        self.current = row
        self.show_current()
        self.query_one(KeyBar).rebuild()

    def do_next(self) -> None:
        """The next row of the list that has the focus."""
        self._move(1)

    def do_previous(self) -> None:
        """The row before."""
        self._move(-1)

    def do_first(self) -> None:
        """The first row."""
        self._move_to(0)

    def do_last(self) -> None:
        """The last row."""
        self._move_to(-1)

    def do_next_undecided(self) -> None:
        """The next fact to decide, from the top again after the last."""
        waiting = {one.id for one in self.session.state.undecided}
        place = self.order.index(self.current) + 1 if self.current in self.order else 0
        after = [one for one in self.order[place:] if one in waiting]
        following = after[0] if after else self._first_to_decide()
        if following is not None:
            self.go_to(following)

    def do_letter(self) -> None:
        """Go to the letter."""
        self._show_pane("lettre")

    def do_facts(self) -> None:
        """Go to the facts."""
        self._show_pane("faits")

    def do_criteria(self) -> None:
        """Go to the criteria; in a narrow window they take the whole of it."""
        self._show_pane("criteres")
        if self.has_class("-narrow"):
            self._enlarge("criteres")

    def do_assistant(self) -> None:
        """Go to the conversation."""
        self._show_pane("assistant")

    def do_next_pane(self) -> None:
        """The next pane on screen."""
        shown = [name for name in PANES if self._displayed(name)]
        here = self.pane
        self._focus(shown[(shown.index(here) + 1) % len(shown)] if here in shown else shown[0])

    def do_enlarge(self) -> None:
        """Give the whole window to the pane, or take it back."""
        self._enlarge(None if self._enlarged else self.pane or "lettre")

    def do_hide(self) -> None:
        """Hide the pane; its number brings it back."""
        here = self.pane or "lettre"
        others = [name for name in PANES if name != here and self._displayed(name)]
        if not others:
            self.say("C'est le seul volet affiché : 1 à 4 rappellent les autres.")
            return
        self._enlarge(None)
        self.add_class(f"-masque-{here}")
        self._focus(others[0])

    def do_next_document(self) -> None:
        """Show the next document of the file."""
        numbers = list(self.session.state.documents)
        place = numbers.index(self.document) if self.document in numbers else -1
        self.document = numbers[(place + 1) % len(numbers)]
        self.show_document()

    def do_why(self) -> None:
        """Show the proof of the criterion, or of the fact."""
        criterion = self.query_one(CriteriaPane).list.chosen
        if self.pane == "criteres" and criterion is not None:
            title, proof = f"Critère {criterion}", present.criterion_proof(self.verdicts, criterion)
        elif self.current_fact is not None:
            title = "Ce fait"
            proof = present.fact_proof(self.session.state, self.current_fact, self.verdicts)
        else:
            title, proof = "Le verdict", present.verdict_proof(self.verdicts)
        self.app.push_screen(ProofScreen(title, proof))

    def action_back(self) -> None:
        """Escape: the usual layout, and the facts."""
        self._enlarge(None)
        self._show_pane("faits")

    @property
    def pane(self) -> str | None:
        """The pane that has the focus."""
        focused = self.focused
        if focused is None:
            return None
        if focused is self.letter:
            return "lettre"
        for ancestor in focused.ancestors_with_self:
            name = {"volet-faits": "faits", "volet-criteres": "criteres"}.get(
                ancestor.id or "", ancestor.id
            )
            if name in PANES:
                return name
        return None

    @property
    def _enlarged(self) -> str | None:
        return next((name for name in PANES if self.has_class(f"-grand-{name}")), None)

    def _enlarge(self, name: str | None) -> None:
        for pane in PANES:
            self.set_class(pane == name, f"-grand-{pane}")
        self.call_after_refresh(self.letter.center_current)

    def _show_pane(self, name: str) -> None:
        if self._enlarged not in (None, name):
            self._enlarge(None)
        self.remove_class(f"-masque-{name}")
        self._focus(name)

    def _focus(self, name: str) -> None:
        self.set_focus(self.query_one(PANES[name]))

    def _displayed(self, name: str) -> bool:
        widget = self.query_one(PANES[name])
        return all(node.display for node in widget.ancestors_with_self if hasattr(node, "display"))

    def _list(self) -> RowList:
        if self.pane == "criteres":
            return self.query_one(CriteriaPane).list
        return self.facts_pane.list

    def _move(self, step: int) -> None:
        rows = [row.id for row in self._list().rows]
        chosen = self._list().chosen
        if not rows:
            return
        place = rows.index(chosen) + step if chosen in rows else 0
        self._choose(rows[min(max(place, 0), len(rows) - 1)])

    def _move_to(self, place: int) -> None:
        rows = [row.id for row in self._list().rows]
        if rows:
            self._choose(rows[place])

    def _choose(self, row: str) -> None:
        if self.pane == "criteres":
            self._list().choose(row)
            self.conversation.look_at(row)
        else:
            self.go_to(row)
