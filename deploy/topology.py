# SPDX-License-Identifier: EUPL-1.2
"""What runs: the processes in the order in which they start, their programs and ports, and what each may do on the bus.

The rights on the bus follow from the contracts in schemas/: a service may publish its own events and nobody else's, and
may read the streams its contract says it follows. Which services there are stands in schemas/services.txt.
"""
import json
from dataclasses import dataclass
from pathlib import Path

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"

# Read here, since deploy/up gives up root's rights, and with them perhaps its sight of the checkout.
LISTED = [line.split("#")[0].split() for line in (SCHEMAS / "services.txt").read_text().splitlines()]
FOLDERS = {words[0]: words[1] for words in LISTED if len(words) == 2}  # where the process of each service is built
SERVICES = tuple(FOLDERS)

# What no contract says.
ALSO_PUBLISHES = {"disclosures": ["samspil.feed.>"]}
CALLS = {  # as a client of services: the procedures, by whom
    "imports": (
        "directory.list_organisations",
        "directory.register_organisation",
        "pilots.get_pilot",
        "pilots.list_records",
        "pilots.register_pilot",
        "pilots.unpublish_pilot",
        "pilots.update_pilot",
        "imports.end_job",
        "imports.get_content",
        "imports.list_rows",
        "imports.next_job",
        "imports.record_progress",
        "imports.record_rows",
        "imports.start_job",
    ),
}
GATEWAY_FOLLOWS = (  # who is who, and whose consent has ended; of the cases no more than who signs in as or for which citizen
    ("DIRECTORY", None),
    ("CASES", "samspil.event.cases.*.citizen_linked"),
    ("CASES", "samspil.event.cases.*.representative_linked"),
    ("CASES", "samspil.event.cases.*.representation_ended"),
    ("CONSENTS", None),
    ("SESSIONS", None),
)
GATEWAY_KEEPS = "sessions"  # a stream of its own: what one of several gateways has to tell the others


@dataclass(frozen=True)
class Process:
    name: str
    program: str  # path below the build directory, None for what the system provides
    stop_signal: str = "SIGTERM"


PROCESSES = (
    Process("nats", None, "SIGINT"),  # nats-server 2.9 calls an end by SIGTERM a failure
    *(Process(name, f"{FOLDERS[name]}/samspil-{name}") for name in SERVICES),
    Process("gateway", "gateway/samspil-gateway"),
)
PROGRAMS = (*(process.program for process in PROCESSES if process.program), "adapters/cli/samspil")
USERS = (*SERVICES, "gateway", "cli")


def ports(first):
    """The port of each listener, by name, derived from the gateway's."""
    names = ("gateway", "gateway_monitor", "nats", "nats_monitor", *(f"{name}_metrics" for name in SERVICES))
    return {name: first + offset for offset, name in enumerate(names)}


CONTRACTS = {contract["service"]: contract
             for contract in (json.loads(path.read_text()) for path in sorted(SCHEMAS.glob("*.json")))
             if "events" in contract}


def stream_of(contract):
    return contract.get("stream", contract["service"].upper())


def has_process(contract):
    return bool(contract["commands"] or contract["queries"])


def answers_about_citizens(contract):
    return any(query.get("personal") for query in contract["queries"].values())


def reading(stream, filter_subject=None):
    """Subjects to publish to for following a stream, or what passes the filter: state, ephemeral consumers, flow control."""
    return [
        f"$JS.API.STREAM.INFO.{stream}",
        f"$JS.API.CONSUMER.CREATE.{stream}.*" + (f".{filter_subject}" if filter_subject else ""),
        f"$JS.API.CONSUMER.DELETE.{stream}.*",
        f"$JS.FC.{stream}.>",
    ]


def service_rights(name):
    contract = CONTRACTS[name]
    followed = [CONTRACTS[other] for other in {**contract["follows"], **contract.get("reacts_to", {})}]
    enforces = answers_about_citizens(contract)
    # A contract without procedures has no process of its own: whoever follows its events keeps their stream.
    owned = [stream_of(contract), *(stream_of(other) for other in followed if not has_process(other))]
    read = {*owned, *(stream_of(other) for other in followed), *(["CONSENTS"] if enforces else [])}
    publish = [f"samspil.event.{name}.>", *ALSO_PUBLISHES.get(name, [])]
    publish += [f"$JS.API.STREAM.{verb}.{stream}" for stream in owned for verb in ("CREATE", "UPDATE")]
    publish += [subject for stream in sorted(read) for subject in reading(stream)]
    # What is kept for others it also completes: compares with what it has, publishes again what was lost.
    for other in (other for other in followed if not has_process(other)):
        publish += [f"$JS.API.STREAM.MSG.GET.{stream_of(other)}", f"samspil.event.{other['service']}.>"]
    publish += ["_INBOX.gateway.>", "_INBOX.cli.>"]  # answers
    publish += [f"_INBOX.{caller}.>" for caller, called in CALLS.items()
                if any(procedure.startswith(f"{name}.") for procedure in called)]
    publish += [f"samspil.{procedure}" for procedure in CALLS.get(name, ())]
    if enforces:
        publish += [f"samspil.event.access.{name}.read", "samspil.consents.report_position"]
    if name == "consents":  # answers the reports
        publish += [f"_INBOX.{other}.>" for other in SERVICES if answers_about_citizens(CONTRACTS[other])]
    return {"publish": publish, "subscribe": [f"samspil.{name}.*", f"_INBOX.{name}.>", "$SRV.>"]}


def rights():
    """For each user of the bus: the subjects it may publish and subscribe to. Everything else the server denies."""
    granted = {name: service_rights(name) for name in SERVICES}
    followed = [s for stream, filtered in GATEWAY_FOLLOWS for s in reading(stream, filtered)]
    # How far the streams are: what was told by a gateway that was here before.
    followed += [f"$JS.API.STREAM.INFO.{stream_of(contract)}" for contract in CONTRACTS.values()]
    granted["gateway"] = {
        "publish": [*(f"samspil.{name}.*" for name in SERVICES), *dict.fromkeys(followed),
                    f"samspil.event.{GATEWAY_KEEPS}.>",
                    *(f"$JS.API.STREAM.{verb}.{stream_of(CONTRACTS[GATEWAY_KEEPS])}" for verb in ("CREATE", "UPDATE")),
                    "_INBOX.cli.>"],
        "subscribe": ["samspil.live.>", "_INBOX.gateway.>", "$SRV.>"],
    }
    granted["cli"] = {"publish": ["$SRV.>"], "subscribe": ["_INBOX.cli.>"]}
    return granted
