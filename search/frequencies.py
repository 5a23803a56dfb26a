"""In how many documents the words of a question stand: asked of the engine in one breath, and not twice."""

from collections.abc import Iterable

from search.engines import engine
from search.engines.base import Frequencies

# The field that holds all that a document says.
WHOLE = "text"


class Held:
    """What one question needs to know of its words; EngineUnavailable when the engine cannot tell."""

    def __init__(self, tokens: Iterable[str]) -> None:
        """`tokens` are those that will probably be asked for."""
        self._known = Frequencies()
        self.of(tokens)

    def of(self, tokens: Iterable[str]) -> Frequencies:
        """All that is known by now, these tokens included."""
        wanted = {(WHOLE, token): None for token in tokens}
        if new := [term for term in wanted if term not in self._known.holding]:
            told = engine().document_frequencies(new)
            self._known = Frequencies(told.documents, {**self._known.holding, **told.holding})
        return self._known

    def known(self, tokens: Iterable[str]) -> set[str]:
        """Those of the tokens that some document holds."""
        wanted = list(tokens)
        holding = self.of(wanted).holding
        return {token for token in wanted if holding[WHOLE, token]}
