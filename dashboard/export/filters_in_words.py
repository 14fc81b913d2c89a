"""What is chosen, in the reader's words."""

from dashboard.drawing import chosen_values
from dashboard.indicators.filters import Filters
from dashboard.panel_names import chosen_names
from dashboard.reader import Reader


def filters_in_words(reader: Reader, filters: Filters) -> list[tuple[str, str]]:
    """Each filter's name with its values; nothing when nothing is chosen."""
    return [
        (reader.t(f"file.{name}"), reader.t("phrase.separator").join(chosen_names(reader, name, values)))
        for name, values in chosen_values(filters).items()
        if values
    ]
