# SPDX-License-Identifier: EUPL-1.2
"""Plans under measurement: many people who edit one at the same time, and what an edit costs where many are stored."""
import json
import subprocess

ORGANISATIONS, ACTIVITIES = 9, 20
CITIZEN = "citizen@plan.bench.example"
CATEGORIES = ["contact", "referral", "plan", "notes", "progress"]


def organise(product, name, kind, role, members):
    """Its id, and the subjects of its members."""
    made = product.call("operator", "directory.register_organisation", name=f"{name} (invented)", type=kind)
    subjects = [f"{role}{number}.{name.lower().replace(' ', '')}@bench.example" for number in range(members)]
    for subject in subjects:
        product.call("operator", "directory.add_member", organisation_id=made["organisation_id"], subject=subject, roles=[role])
    return made["organisation_id"], subjects


def share_plan(product, people):
    """The case whose plan it is, and as many people as are asked for, of the municipality and several organisations."""
    each = max(1, (people - 1) // (ORGANISATIONS + 1))
    _, subjects = organise(product, "Plan Municipality", "municipality", "caseworker", each)
    case_id = product.call(subjects[0], "cases.open_case", citizen_name="Invented for measuring")["case_id"]
    code = product.call(subjects[0], "cases.invite_citizen", case_id=case_id)["code"]
    product.call(CITIZEN, "cases.accept_invitation", code=code)
    subjects.append(CITIZEN)
    for number in range(ORGANISATIONS):
        missing = people - len(subjects)
        organisation_id, members = organise(product, f"Helpers {number}", "voluntary", "coordinator",
                                            missing if number == ORGANISATIONS - 1 else min(each, missing))
        product.call(CITIZEN, "consents.give_consent", case_id=case_id, organisation_id=organisation_id, language="en",
                     purpose="SocialWelfareProvision", categories=CATEGORIES, text="You may see my plan.")
        product.call(CITIZEN, "plans.invite_participant", case_id=case_id, organisation_id=organisation_id)
        subjects += members
    for number in range(ACTIVITIES):
        product.call(CITIZEN, "plans.add_activity", case_id=case_id, kind="training", description=f"Walk {number}")
    return case_id, subjects


def measure_together(product, options):
    case_id, subjects = share_plan(product, options.people)
    tokens = product.folder / "people"
    tokens.write_text("".join(product.token(subject).read_text() for subject in subjects))
    return product.load("together", people=tokens, plan=case_id, rate=50, seconds=options.plan_seconds)


def measure_cost(product, options):
    program = product.build / "tests" / "bench" / "bench_plans"
    sizes = [str(number) for number in (10, options.plans, options.plan_items, options.plan_rounds)]
    folder = product.folder / "plans"
    folder.mkdir()
    done = subprocess.run([program, folder, *sizes], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    for path in folder.iterdir():
        path.unlink()
    return json.loads(done.stdout)


def measure_plans(product, options):
    return {"together": measure_together(product, options), "cost": measure_cost(product, options)}


def plan_rows(found):
    """As the other rows of the table."""
    together, cost = found["together"], found["cost"]
    pair = lambda result, name: f"{result[f'{name}_p50_us'] / 1000:.2f} / {result[f'{name}_p99_us'] / 1000:.2f} ms"
    yield (f"{together['people']} people on one plan, 50 edits/s: answered, p50 / p99", "", pair(together, "command"),
           f"{together['conflicts']} of {together['edits']} were conflicts; all have the same plan")
    yield "… at one of them", "", pair(together, "event"), ""
    yield "… at the last of them", "", pair(together, "last"), ""
    yield f"an edit, {cost['few']['plans']:,} plans stored", "", pair(cost["few"], "edit"), ""
    yield (f"… {cost['many']['plans']:,} plans", "", pair(cost["many"], "edit"),
           f"{cost['ratio']:.2f}x; of CPU time {cost['cpu_ratio']:.2f}x")
