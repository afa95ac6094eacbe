"""The words of plans and reports, each in a sentence or two. Owns no item and no fact: these explain themselves."""

from __future__ import annotations

#: By word as it stands in a plan, a policy or a report.
WORDS = {
    # how much an item matters
    "blocker": "An item without which there is no go. By the default policy it is proven, or the sponsor waives it.",
    "major": "An item that a go needs as well: proven, planned, waived, or refused by somebody who may.",
    "minor": "An item that counts in the figures. By the default policy it alone never keeps a launch back.",
    "info": "An item that is shown, and counts for nothing.",
    # what a plan answers
    "done": "An answer: it is finished. It counts once something shows it; until then it is claimed.",
    "in_progress": "An answer: somebody works on it. With `expect:` or `due:` in time it is planned.",
    "todo": "An answer: nobody works on it yet. With `expect:` or `due:` in time it is planned.",
    "blocked": "An answer: it cannot go on. It says why, with `reason:` or `waits_for:`, and is never planned.",
    "will_not_do": "An answer: we leave it, and say why. For a major, `approved_by:` names somebody who agreed.",
    "not_applicable": "An answer, n/a for short: it does not concern this launch. It says why, with `reason:`; for a "
    "blocker the sponsor, or the lead of another department, agrees with `approved_by:`.",
    # what an answer comes to
    "met": "Proven: done, shown by what the item asks for, and still true on the day of the milestone.",
    "proven": "Done, shown by what the item asks for, and still true on the day of the milestone. As a figure: the "
    "share of the weight that is proven.",
    "unproven": "Claimed: it is said to be done, and nothing shows it yet, or nobody else has looked, or what it needs "
    "is missing. The reason beside it says which.",
    "claimed": "Said to be done, and not shown. As a figure: the share that is proven or claimed.",
    "open": "Not done: the answer says so, or the plan's own sections do.",
    "unknown": "No answer, an undecided profile fact, or something that could not be checked. It never reads as yes.",
    "gap": "An item on which somebody still has to act: not done, claimed, or not answered.",
    "planned": "Not done, and on its way: somebody owns it, `expect:` or `due:` is not past and comes before the "
    "milestone, there is time enough, and all that it waits for is done or planned too.",
    "answered": "As a figure: the share of the weight that has an answer of any kind.",
    "waiver": "A gap that somebody accepts for a while, under `waivers:`: with a reason, a day on which it ends, and "
    "the name of whoever signed it. It changes no figure.",
    # could we launch today?
    "verdict": "Whether it would be a go if the milestone were today: go, go with conditions, undecided or no-go.",
    "go": "A verdict: all that the policy demands is there.",
    "go_with_conditions": "A verdict: a go that rests on what somebody accepted, each with a person and a day.",
    "undecided": "A verdict: answers are missing, and depending on them it is a go or not.",
    "no_go": "A verdict: it is no go, whatever the missing answers may be.",
    "condition": "Something that the policy demands, such as: 80 % proven. The report says what was measured, and "
    "whether it decided.",
    "signoff": "A department's own word on a milestone, under `signoffs:`, given by its lead or the lead's deputy.",
    # will we?
    "course": "Whether we get there if everybody does what they said: on course, off course, or not reachable.",
    "on_course": "A course: if the plan is kept, it will be a go on the day of the milestone.",
    "off_course": "A course: the plan as it stands is not enough, and there is still time to change that.",
    "unreachable": "A course: even if all that still fits were done, it would be no go by then. Move the day, or ask "
    "for less.",
    # where, when and how
    "milestone": "A day on which items must hold. By default `beta`, `ga` (the launch itself) and `hypercare`.",
    "class": "How much rigour a launch deserves: flagship, standard or quiet.",
    "profile": "Facts about this launch that decide which items concern it: yes, no, or unknown.",
    "learn": "The stage in which customers hear of the product and decide whether it is for them.",
    "buy": "The stage in which customers order and pay.",
    "use": "The stage in which customers work with the product, and are helped.",
    "grow": "The stage in which customers stay, buy more, and bring others.",
    "retain": "Why a customer cares: some would leave without it.",
    "win": "Why a customer cares: more of them come, or sooner.",
    "protect": "Why a customer cares: less can go wrong.",
    "handoff": "A customer, or a thing, that passes from one department to another, with terms on which both agreed.",
    "touchpoint": "A step at which a customer meets us.",
}
