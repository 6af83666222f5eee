"""The table of docs/behaviour.md: which of the allowed outcomes we chose for which cases."""
import fnmatch
import re


class Behaviour:
    """Rows `| situation | `answer` | what the report says | `case`, `case*` |`; the first row that
    names a case counts."""

    def __init__(self, file):
        self.rows = []
        with open(file, encoding="utf-8") as lines:
            for line in lines:
                cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
                if not line.startswith("| ") or len(cells) != 4 or not cells[1].startswith("`"):
                    continue
                quoted = [re.findall(r"`([^`]+)`", cell) for cell in cells]
                self.rows.append((cells[0].startswith("not yet"), quoted[1], quoted[3]))

    def row(self, case):
        return next((row for row in self.rows
                     if any(fnmatch.fnmatchcase(case, pattern) for pattern in row[2])), (False, None, []))

    def answers(self, case):
        """The answers the table gives for a case; nothing when no row names it."""
        return self.row(case)[1]

    def waits(self, case):
        """Whether the table says that the case is not yet answered as it should be."""
        return self.row(case)[0]

    def unused(self, cases):
        return [pattern for _, _, patterns in self.rows for pattern in patterns
                if not fnmatch.filter(cases, pattern)]
