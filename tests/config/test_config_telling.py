"""`notify` and `smtp` in queries.yaml: what is meant, what is refused, and that no secret is ever shown."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.brand import Settings
from listen.config.loading import check
from listen.errors import ConfigError
from listen.notice import Mailbox, Quiet, Security, Target, Topic

HEAD = "version: 1\nbrand: ExampleVent\nqueries: {brand: examplevent*}\nunits: {air: {title: Luft}}\n"
SMTP = "smtp: {host: Mail.Example.com, from: 'Listen im Haus <listen@example.com>'}\n"


def read(more: str) -> Settings:
    return check(HEAD + more, file="queries.yaml", environ={})


def complaints(more: str) -> list[str]:
    with pytest.raises(ConfigError) as refused:
        read(more)
    return [
        f"{one.key} {one.line}:{one.column} {one.message('de')} {one.message('en')}" for one in refused.value.complaints
    ]


def test_a_whole_target_and_a_whole_server():
    settings = read(
        "notify:\n"
        "  team: {mail: [a@x.example, b@x.example, a@x.example], what: [sources, digest], quiet: '18:00-7.30',\n"
        "    days: [Mo, wednesday], unit: air, language: de}\n"
        "smtp: {host: mail.example.com, port: 2525, user: listen, security: tls, authority: /etc/ca.pem,"
        " from: l@x.example}\n"
    )

    assert settings.notify == (
        Target(
            name="team",
            mail=("a@x.example", "b@x.example"),
            topics=(Topic.DIGEST, Topic.SOURCES),
            quiet=Quiet(start=time(18), end=time(7, 30)),
            days=(0, 2),
            unit="air",
            language="de",
        ),
    )
    assert settings.smtp == Mailbox(
        host="mail.example.com",
        sender="l@x.example",
        port=2525,
        user="listen",
        security=Security.TLS,
        authority="/etc/ca.pem",
    )


def test_little_is_enough():
    settings = read(f"notify: {{team: {{mail: a@x.example}}, chat: {{chat: LISTEN_CHAT_TEAM}}}}\n{SMTP}")

    mail, chat = settings.notify
    assert (mail.topics, mail.days, mail.quiet) == (tuple(Topic), (0, 1, 2, 3, 4, 5, 6), None)
    assert (chat.mail, chat.chat) == ((), "LISTEN_CHAT_TEAM")
    assert settings.smtp is not None
    assert settings.smtp.sender == "Listen im Haus <listen@example.com>"
    assert read("").notify == ()


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("notify: {t: {chat: 'slack://T1/A1/top-secret'}}\n", "config.chat_address"),
        ("notify: {t: {chat: top-secret}}\n", "config.no_chat_variable"),
        ("notify: {t: {chat: LISTEN_MASTODON_TOKEN}}\n", "config.no_chat_variable"),
        ("notify: {t: {}}\n", "config.one_way"),
        (f"notify: {{t: {{mail: a@x.example, chat: LISTEN_CHAT_T}}}}\n{SMTP}", "config.one_way"),
        (f"notify: {{t: {{mail: nobody}}}}\n{SMTP}", "config.no_mail_address"),
        (f'notify: {{t: {{mail: "a@x.example\\r\\nBcc: b@x.example"}}}}\n{SMTP}', "config.no_line"),
        ("notify: {t: {mail: a@x.example}}\n", "config.no_mail_server"),
        ("notify: {t: {chat: LISTEN_CHAT_T, quiet: 18-7}}\n", "config.no_quiet_hours"),
        ("notify: {t: {chat: LISTEN_CHAT_T, quiet: '25:00-07:00'}}\n", "config.no_quiet_hours"),
        ("notify: {t: {chat: LISTEN_CHAT_T, days: [montga]}}\n", "config.no_weekday"),
        ("notify: {t: {chat: LISTEN_CHAT_T, unit: luft}}\n", "config.unknown_unit"),
        ("notify: {t: {chat: LISTEN_CHAT_T, waht: digest}}\n", "config.unknown_key"),
        ("notify:\n  t: {chat: LISTEN_CHAT_T}\n  T: {chat: LISTEN_CHAT_T}\n", "config.name_twice"),
        ("smtp: {host: mail.example.com, from: l@x.example, password: top-secret}\n", "config.secret"),
        ("smtp: {host: mail.example.com, from: l@x.example, user: l, security: none}\n", "config.login_in_clear"),
        ("smtp: {host: mail.example.com}\n", "config.missing"),
        ("smtp: {host: mail.example.com, form: l@x.example}\n", "config.unknown_key"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_without_secrets(written: str, key: str):
    found = complaints(written)

    assert key in {one.partition(" ")[0] for one in found}
    assert not [one for one in found if "top-secret" in one]
    assert all(" None:" not in one for one in found)


def test_a_missing_from_is_named_as_it_is_written():
    (_, unknown) = sorted(complaints("smtp: {host: mail.example.com, form: l@x.example}\n"))

    assert '"from"' in unknown


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=30))
def test_whatever_stands_behind_chat_is_a_variable_or_refused(text: str):
    quoted = text.replace("'", "''")
    try:
        settings = read(f"notify: {{t: {{chat: '{quoted}'}}}}\n")
    except ConfigError as error:
        assert all(text not in one.message() for one in error.complaints if len(text) > 12)
    else:
        assert (settings.notify[0].chat or "").startswith("LISTEN_CHAT_")
