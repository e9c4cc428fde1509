"""When a laboratory value was measured: beside it, its column, its panel, its sample."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from assistant.extraction.dates import DateMention
from assistant.extraction.expressions import expression
from assistant.extraction.lab_columns import Column, distance, place
from assistant.extraction.letter import Letter, Target

BLOOD_COUNT = frozenset({"hemoglobin", "platelets", "neutrophils"})

_SAMPLED = expression(r"preleve(?:e|s|es)?\b|prelevements?\b|\bprel\b\.?|date de prel")
_FROM_PANEL = expression(
    r"[^.\n]{0,34}?(?:\b(?:du|de|le|au|date|en|fait|faite|realise|realisee|preleve|prelevee)\b\s*:?\s*|[-:(,/\s])$"
)
_OTHER_EXAM = expression(
    r"scanner|\btdm\b|\birm\b|\btep\b|\bpet\b|extension|imagerie|\becho|\bradio|mammo|scintigr|cardi|biops|anapath|prochain|\bprevu|a faire|avant le"
)
_SAME_DAY = expression(r"\s*(?:du|de|fait|faite|realisee?|d'|le|:|,|\s)*(?:ce\s+)?jour\b")
_LINK_AFTER = expression(
    r"[\s,)]*\(?\s*(?:(?:le|du|au|en|date|dosee?s?|preleve(?:e|s)?|controle(?:e|s)?|fait|faite|mesuree?s?|en date du|:)\s*)*"
)
_PRIOR = expression(r"anterior|anterieur|\banter\b|precedent|ancien|\bant\b|dernier resultat")
_FORMER_HEADING = expression(
    r"\W*(?:(?:derniers?|derniere?s?|resultats?|valeurs?|bilan|dosages?|examens?)\s+)*"
    r"(?:anter\w*|preced\w*|anciens?|anciennes?|ant|prec)\b\.?(?:\s+(?:resultats?|valeurs?|bilan|dosages?|prelevements?))?"
    r"(?:\s*(?:du|le|au|en date du))?\W*"
)
FIRST_YEAR = "1970"
"""Before it "10-35" is a range of reference, not October 1935."""
_INDENTED = 24
"""Where a heading begins, at the least, that stands over a column and opens no list."""
_FAR = 12
"""How many characters apart a heading and its values may stand."""
_RESULT = expression(
    r"resultat|valeur|unite|reference|analyse|examen|normale|intervalle|bornes|norme"
)
_CURRENT = expression(r"\bresultats?\b|\bvaleurs?\b(?! (?:de|norm|us|ref))|\bactuel|\bdu jour\b")
_DAY_OR_YEAR = expression(r"\d{1,2}[/.-](?:0\d|1[0-2])")
"""What may be a day and a month as well as a month and a year: "12/01"."""
_LABEL = expression(r"\W*(?:date\b[^:\n]{0,20}|prelev\w*(?: du| le)?)\s?:?\s*")
_ENTRY = expression(r"\b(?:entree|admission|arrivee)\b")
_EXIT = expression(r"\bsortie\b")
_NAMES_COLUMN = expression(r"(?<!\w)([a-z]{1,3}\d?)\s*[=:]\s*$")
_WORD = expression(r"\w+")
_BETWEEN_COLUMNS = expression(r"\s(?:/|->|→|vs)\s")
_CELL = expression(r"[^\t\n|]+")
_EDITED = expression(r"\b(?:valide|edite|signe|rendu|imprime|transmis|faxe|recu|complement)")
_FILLING = expression(r"[^\W\d_]+")


@dataclass(slots=True)
class LabDates:
    """The dates that govern the values of the line being read."""

    letter: Letter
    default: str | None = None
    """Of a laboratory report: the day of the sample."""
    panel: str | None = None
    panel_keys: frozenset[str] | None = None
    """The analytes of a panel that covers only some (a blood count); None for all."""
    columns: tuple[Column, ...] = ()
    former: str | None = None
    """The earlier date that a lone heading gives where a text has lost its columns."""

    def __post_init__(self) -> None:
        if self.letter.kind == "biology":
            self.default = _sample_date(self.letter) or self.letter.date
        folded = self.letter.folded
        self._stays = _ENTRY.may_match(folded) and _EXIT.may_match(folded)
        for mention in self.letter.dates:
            if mention.is_full:
                line = self.letter.sentence_at(mention.start).line
                self._dates.setdefault(line, []).append(mention)
        for panel in self.letter.of("LAB_PANEL"):
            self._panels.setdefault(panel.sentence.line, []).append(panel)

    def base(self, key: str) -> str | None:
        """The date of an analyte that has none of its own."""
        if self.panel and (self.panel_keys is None or key in self.panel_keys):
            return self.panel
        return self.default

    def enter_line(self, index: int, *, has_values: bool) -> None:
        """Read the headings of a line: a panel with its date, or the columns of a table."""
        letter = self.letter
        line = letter.canonical.lines[index]
        if line.after_blank and has_values and not self.columns and self._rows_seen:
            self.panel = self.panel_keys = None
        dates = self._dates.get(index, [])
        if not has_values:
            columns = self._headings(index, dates) if dates or self._legend or self._stays else ()
            if columns:
                self.columns = columns
                if not columns[0].former:
                    self.panel = self.panel_keys = None
                self._rows_seen = False
                return
            if (
                self.columns
                and line.end - line.start > 90
                and "\t" not in letter.text[line.start : line.end]
            ):
                self.columns = ()
        self._panel_of(index, line.end)
        if has_values:
            self._rows_seen = True

    _rows_seen: bool = False
    _undated_result: bool = False
    """Whether the table has a column of results that no date heads."""
    _legend: dict[str, str] = field(default_factory=dict)
    """What the short names of columns stand for: "A1 = 02/11/22"."""
    _stays: bool = False
    """Whether the document tells of an admission and of a discharge."""
    _dates: dict[int, list[DateMention]] = field(default_factory=dict)
    _panels: dict[int, list[Target]] = field(default_factory=dict)
    """The whole dates and the panels of each line."""

    def _panel_of(self, index: int, end: int) -> None:
        """The last dated panel that a line names."""
        for target in self._panels.get(index, ()):
            if iso := self.panel_date(target.end, end):
                self.panel, self._rows_seen = iso, False
                if iso != self.former:
                    self.former = None
                self.panel_keys = BLOOD_COUNT if target.value == "blood_count" else None
                self.columns = ()

    def of_panel_before(self, start: int, key: str) -> str | None:
        """The date of the panel that names an analyte's results, on a line of several panels."""
        sentence = self.letter.sentence_at(start)
        panels = self._panels.get(sentence.line, [])
        end = self.letter.canonical.lines[sentence.line].end
        for target in reversed(panels if len(panels) > 1 else ()):
            if target.start < start and (target.value != "blood_count" or key in BLOOD_COUNT):
                if iso := self.panel_date(target.end, end):
                    return iso
        return None

    def panel_date(self, after: int, end: int) -> str | None:
        """The date of a panel named just before ``after``: "Bio du 12/03", "NFS d'hier"."""
        folded = self.letter.folded
        if _SAME_DAY.match(folded, after, end):
            return self.letter.date
        found: DateMention | None = None
        for mention in self.letter.dates_in(after, min(end, after + 45)):
            between = folded[found.end if found else after : mention.start]
            if not mention.is_full or any(char.isdigit() for char in between):
                continue
            if _OTHER_EXAM.search(between):
                break
            if mention.relative or not between.strip() or _FROM_PANEL.match(between):
                if found is None or found.relative:
                    found = mention
        return found.iso if found else None

    def leading(self, start: int, at: int) -> str | None:
        """The date that opens a sentence and governs it: "le 14 novembre : TGO 1,4 N"."""
        if not self.letter.dates_in(start, at):
            return None
        sentence = self.letter.sentence_at(start)
        names = self.letter.inside(sentence, "LAB")
        panels = self.letter.inside(sentence, "LAB_PANEL")
        at = min(at, names[0].start) if names else at
        for mention in self.letter.dates_in(start, at):
            if not mention.is_full or any(0 <= mention.start - p.end < 45 for p in panels):
                continue
            before = self.letter.folded[start : mention.start]
            following = self.letter.folded[mention.end : mention.end + 3]
            if _EDITED.search(before) or "(" in before:
                continue
            if following.lstrip(" )]").startswith(":") or (
                following[:1].isspace()
                and ((not before.strip(" -•*[(") and panels) or _LABEL.fullmatch(before))
            ):
                return mention.iso
        return None

    def of_columns(
        self,
        spans: list[tuple[int, int]],
        key: str,
        tabular: bool,
        empty: list[tuple[int, int]],
    ) -> list[str | None]:
        """The date of each value of a row, from the columns of its table.

        ``empty`` are the cells of the row that say that there is no result.
        """
        if self.columns[0].former:
            return self._beside_former(spans, key)
        dated = [column.iso for column in self.columns if column.iso]
        if empty and len(spans) + len(empty) == len(dated) and not self._undated_result:
            order = sorted(spans + empty)
            return [dated[order.index(span)] for span in spans]
        if len(spans) == len(dated) and not (tabular and self._undated_result):
            return [*dated]
        chosen: list[int | None] = []
        for span in spans:
            left, right = place(self.letter, *span)
            apart, index = min(
                (distance(column, left, right), index) for index, column in enumerate(self.columns)
            )
            chosen.append(index if apart <= _FAR else None)
        taken = [index for index in chosen if index is not None]
        if len(set(taken)) == len(taken) and (taken or len(spans) != len(dated)):
            return [
                (None if index is None else self.columns[index].iso) or self.base(key)
                for index in chosen
            ]
        if len(spans) == len(dated):
            return [*dated]
        if len(spans) == len(dated) + 1:
            return [self.base(key), *dated]
        return [self.base(key) for _ in spans]

    def _beside_former(self, spans: list[tuple[int, int]], key: str) -> list[str | None]:
        """The date of each value of a row whose only dated column is of an earlier sample."""
        former, *others = self.columns
        base = self.base(key)
        found = [base for _ in spans]
        far = []
        for span in spans:
            where = place(self.letter, *span)
            apart = distance(former, *where)
            nearer = any(distance(column, *where) < apart for column in others)
            far.append(_FAR + 1 if nearer else apart)
        nearest = min(range(len(spans)), key=lambda index: (far[index], -index))
        if far[nearest] <= _FAR or len(spans) == 2:
            found[nearest] = former.iso
        return found

    def _headings(self, index: int, dates: list[DateMention]) -> tuple[Column, ...]:
        """The dated columns that a line without values sets up, if it does."""
        letter = self.letter
        line = letter.canonical.lines[index]
        if not dates:
            return self._named(line.start, line.end) or self._entry_and_exit(line.start, line.end)
        folded = letter.folded[line.start : line.end]
        legend = {
            match[1]: mention.iso
            for mention in dates
            if (
                match := _NAMES_COLUMN.search(
                    letter.folded, max(line.start, mention.start - 12), mention.start
                )
            )
        }
        if legend:
            self._legend.update(legend)
            return ()
        rest = folded
        for mention in dates:
            rest = (
                rest[: mention.start - line.start]
                + " " * (mention.end - mention.start)
                + rest[mention.end - line.start :]
            )
        if lone := self._lone_former(line.start, rest, dates):
            if lone.left >= _INDENTED:
                return (lone,)
            self.former = lone.iso
            return ()
        if len(dates) == 1 and "\t" not in folded and (not index or _FILLING.search(rest)):
            return ()
        if _EDITED.search(rest) or len({mention.iso for mention in dates}) < len(dates):
            return ()
        words = _FILLING.findall(rest)
        alone = len(words) <= 4 and not any(char.isdigit() for char in rest)
        in_columns = len(dates) >= 2 and (
            "\t" in folded or "|" in folded or alone or bool(_BETWEEN_COLUMNS.search(rest))
        )
        heads_table = "\t" in folded and bool(_PRIOR.search(folded) or _RESULT.search(folded))
        if index and not words and len(dates) == 1:
            above = letter.canonical.lines[index - 1]
            heads_table = bool(_PRIOR.search(letter.folded[above.start : above.end]))
        if not (in_columns and len(words) <= 8) and not heads_table:
            return ()
        columns = [Column(d.iso, *place(letter, *self._heading_of(d, line.end))) for d in dates]
        first = index - 1 if index and not words and len(dates) == 1 else index
        if len(dates) == 1:
            heading = letter.folded[slice(*self._heading_of(dates[0], line.end))]
            if not words or _PRIOR.search(heading):
                columns = [replace(columns[0], former=True)]
        return (*columns, *self._undated(letter.canonical.lines[first].start, line.end, columns))

    def _lone_former(self, start: int, rest: str, dates: list[DateMention]) -> Column | None:
        """The column that "Antér. 04/11/2024" heads, alone on its line."""
        if len(dates) != 1 or not dates[0].is_full or not _FORMER_HEADING.fullmatch(rest):
            return None
        left = start + len(rest) - len(rest.lstrip())
        return Column(dates[0].iso, *place(self.letter, left, dates[0].end), former=True)

    def _heading_of(self, date: DateMention, end: int) -> tuple[int, int]:
        """The heading that a date dates ("Antér. 03/10/23"); the date alone when its cell has several."""
        folded = self.letter.folded
        start = max(folded.rfind(mark, 0, date.start) for mark in "\t\n|") + 1
        stop = min(
            (at for mark in "\t\n|" if (at := folded.find(mark, date.end)) >= 0), default=end
        )
        if len(self.letter.dates_in(start, stop)) > 1:
            return date.start, date.end
        return start + len(folded[start:stop]) - len(folded[start:stop].lstrip()), stop

    def _undated(self, start: int, end: int, dated: list[Column]) -> list[Column]:
        """The other headings of a table, which keep a value from the dated column beside them."""
        letter = self.letter
        found = []
        self._undated_result = bool(_CURRENT.search(letter.folded, start, end))
        for match in _CELL.finditer(letter.folded, start, end):
            column = Column(None, *place(letter, match.start(), match.end()))
            beside = all(c.right < column.left or column.right < c.left for c in dated)
            if beside and not _PRIOR.search(match.group()):
                found.append(column)
        return found

    def _named(self, start: int, end: int) -> tuple[Column, ...]:
        """The columns headed by names that a legend has dated."""
        folded = self.letter.folded
        if not self._legend or folded.find("\t", start, end) < 0:
            return ()
        found = [
            (word, self._legend[word.group()])
            for word in _WORD.finditer(folded, start, end)
            if word.group() in self._legend
        ]
        if len(found) < len(self._legend):
            return ()
        columns = [Column(iso, *place(self.letter, *word.span())) for word, iso in found]
        return (*columns, *self._undated(start, end, columns))

    def _entry_and_exit(self, start: int, end: int) -> tuple[Column, ...]:
        """The columns of "entrée -> sortie", dated by the stay."""
        letter = self.letter
        folded = letter.folded
        if not self._stays or end - start > 70:
            return ()
        one, other = _ENTRY.search(folded, start, end), _EXIT.search(folded, start, end)
        if one is None or other is None:
            return ()
        columns = []
        for match, word in sorted(((one, _ENTRY), (other, _EXIT)), key=lambda p: p[0].start()):
            iso = next(
                (
                    mention.iso
                    for found in word.finditer(folded)
                    for mention in letter.dates_in(found.end(), found.end() + 12)
                    if mention.is_full
                ),
                None,
            )
            if iso is None:
                return ()
            columns.append(Column(iso, *place(letter, match.start(), match.end())))
        return tuple(columns)


def date_behind(letter: Letter, at: int, *, whole: bool = True) -> DateMention | None:
    """The date right behind a value: "22 U/mL le 14/05/2024", "148 (03/04)"; a month too unless ``whole``."""
    link = _LINK_AFTER.match(letter.folded, at)
    end = link.end() if link else at
    found = letter.once(_by_start).get(end)
    if found is None or found.iso < FIRST_YEAR or letter.folded.find("\n", at, end) >= 0:
        return None
    if found.is_full:
        return found
    return None if whole or _DAY_OR_YEAR.fullmatch(letter.folded, found.start, found.end) else found


def _by_start(letter: Letter) -> dict[int, DateMention]:
    return {mention.start: mention for mention in letter.dates}


def _sample_date(letter: Letter) -> str | None:
    """The day on which the sample of a laboratory report was taken."""
    for match in _SAMPLED.finditer(letter.folded):
        for mention in letter.dates_in(match.end(), match.end() + 60):
            if mention.is_full and "\n" not in letter.text[match.end() : mention.start]:
                return mention.iso
    return None
