"""What the worlds of several channels share."""

from datetime import datetime

from listen.brand import Brand, Query, Settings, SourceSettings

QUERIES = (Query(name="brand", expression="examplevent"),)


class Pocket:
    """Keys in memory."""

    def __init__(self, **kept: str):
        self.kept = dict(kept)

    def get(self, channel, name):
        return self.kept.get(name)

    def keep(self, channel, name, value):
        if value is None:
            self.kept.pop(name, None)
        else:
            self.kept[name] = value


def settings_of(channel, *, base=None, keys=None, **options: object):
    bases = () if base is None else (base,)
    return Settings(
        brand=Brand(name="ExampleVent", sites=("examplevent.example",)),
        queries=QUERIES,
        sources={channel: SourceSettings(bases=bases, options=options)},
        keys=keys or Pocket(),
    )


def zulu(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def newest_first(said, *, low=None):
    return sorted((one for one in said if low is None or one.at >= low), key=lambda one: one.at, reverse=True)


def stream_of(source):
    [stream] = source.streams(QUERIES)
    return stream
