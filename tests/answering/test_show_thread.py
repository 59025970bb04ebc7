"""`listen show NUMBER --thread`: the conversation, cleaned, our answer marked; where there is none, a polite word."""

import json

import pytest
from sending_world import Sender
from services import DiscourseServer
from test_login_to_answer import Person
from wire import Wire

HOSTILE = "\x1b]0;owned\x07 \u202eevil [bold]x[/bold]"
MORE = 'sources: {{discourse: {{base: "{base}"}}, hackernews: {{enabled: false}}, mastodon: {{enabled: false}}}}\n'


@pytest.fixture
def world(tmp_path):
    with Wire(lambda base: DiscourseServer(base=base)) as wire:
        sender = Sender(tmp_path, wire.service).fill()
        sender.send()
        said = wire.service.made[0]
        wire.service.made.append(
            {**said, "id": 700, "username": "kim", "post_number": 20, "raw": "x", "cooked": HOSTILE}
        )
        person = Person(tmp_path, wire.service.base)
        (tmp_path / "queries.yaml").write_text(
            "version: 1\nbrand: ExampleVent\nqueries: {brand: examplevent}\n"
            + MORE.format(base=wire.service.base)
            + 'http: {allow_private: ["127.0.0.1"]}\n'
        )
        wire.service.keys = None
        yield person, wire


def readable(wire):
    """Let everybody read the forum."""
    service = wire.service

    def serve(request):
        if request.url.endswith(("/t/50/4.json", "/t/50/posts.json")):
            return {"id": 50, "title": "Filter", "post_stream": {"posts": service.made, "stream": [600, 700]}}
        return service(request)

    serve.base, serve.is_posting = service.base, service.is_posting
    wire.service = serve


@pytest.mark.parametrize(
    ("lang", "ours", "heading"), [("en", "our answer:", "2 replies"), ("de", "unsere Antwort:", "2 Antworten")]
)
def test_the_conversation_is_shown_clean_with_our_answer_marked(world, lang, ours, heading):
    person, wire = world
    readable(wire)

    done = person.call("show", "1", "--thread", "--lang", lang)

    assert done.returncode == 0, done.stderr
    assert heading in done.stdout
    assert f"{ours} Me" in done.stdout
    assert "evil [bold]x[/bold]" in done.stdout
    assert not set(done.stdout) & {"\x1b", "\x07", "\u202e"}


def test_programs_get_the_same(world):
    person, wire = world
    readable(wire)

    told = json.loads(person.call("show", "1", "--thread", "--json").stdout)

    assert [one["is_ours"] for one in told["thread"]["replies"]] == [True, False]
    assert told["id"] == 1
    assert "thread" not in json.loads(person.call("show", "1", "--json").stdout)


def test_where_the_channel_does_not_answer_the_mention_is_shown_all_the_same(world):
    person, _ = world

    done = person.call("show", "1", "--thread")

    assert done.returncode == 0
    assert "Which one?" in done.stdout
    assert done.stderr.startswith("the conversation cannot be shown: ")
    assert json.loads(person.call("show", "1", "--thread", "--json").stdout)["thread"] is None
