"""Every error that Dateline raises on purpose. A message names the thing, the cause and the next step."""


class DatelineError(Exception):
    """Something went wrong that is not the user's mistake (exit code 1 on the command line)."""


class UsageError(DatelineError):
    """The input cannot be used as it is: a bad question, path, date or setting (exit code 2 on the command line)."""


class CorpusError(UsageError):
    """A folder that is not a corpus, is in use by another writer, or was made with other settings."""


class VectorsError(CorpusError):
    """Vectors that are damaged or gone: the store of record can make them anew."""


class MisplacedVectorsError(CorpusError):
    """Vectors that are not where the settings want them: in the archive's folder or on a Chroma server."""


class LoadError(UsageError):
    """A file that cannot be read as an article."""


class ModelError(DatelineError):
    """A model's files are missing, damaged or of the wrong kind."""
