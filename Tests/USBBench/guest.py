"""The talk with the program in the machine, over the machine's console: it asks for what only the host can do, and says
what it found. The guest's half is in Sources/USBProbe."""
import time


class Silent(Exception):
    """The guest said nothing until the deadline."""


class Guest:
    """
    Lines of the guest that begin with `@`:

        @ask WORDS                       answered with one line: `ok WORDS` or `error WORDS`
        @check OUTCOME<tab>NAME<tab>DETAIL   outcome: passed, failed, unsupported
        @section TITLE                   the checks that follow belong to this part
        @done                            the guest is about to go
    """

    def __init__(self, console, log, hands, report):
        self.console = console
        self.log = log
        self.hands = hands
        self.report = report
        self.rest = b""

    def line(self, end):
        while b"\n" not in self.rest:
            left = end - time.monotonic()
            if left <= 0:
                raise Silent
            self.console.settimeout(left)
            try:
                data = self.console.recv(4096)
            except TimeoutError:
                raise Silent from None
            if not data:
                raise ConnectionError("the machine stopped")
            self.log.write(data)
            self.log.flush()
            self.rest += data
        line, self.rest = self.rest.split(b"\n", 1)
        return line.decode(errors="replace").rstrip("\r")

    def wait(self, word, limit):
        end = time.monotonic() + limit
        while self.line(end) != word:
            pass

    def serve(self, limit):
        """Answers until the guest is done."""
        end = time.monotonic() + limit
        while (line := self.line(end)) != "@done":
            kind, _, rest = line.partition(" ")
            if kind == "@ask":
                self.console.sendall((self.answer(rest.split()) + "\n").encode())
            elif kind == "@check":
                outcome, name, detail = rest.split("\t")
                self.report.add(outcome, name, detail)
            elif kind == "@section":
                self.report.begin(rest)

    def answer(self, words):
        try:
            return f"ok {self.hands.do(*words)}"
        except Exception as problem:  # The guest tells it as the reason why a check failed.
            return f"error {type(problem).__name__}: {problem}".replace("\n", " ")
