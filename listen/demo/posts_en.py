"""What people wrote in English on the little web. All of it is invented."""

from listen.demo.written import Written

__all__ = ["ENGLISH"]

ENGLISH: tuple[Written, ...] = (
    Written(
        "hackernews", 2, "ductnerd", "Show HN: I mapped the noise of my ventilation with 12 microphones",
        "The worst offender was a cheap reducer, the best part a Luftikus silencer: 12 dB less at the same flow. "
        "Raw data is in the repo.",
        likes=214, replies=87,
    ),
    Written(
        "hackernews", 5, "pvc_free", "Show HN: I mapped the noise of my ventilation with 12 microphones",
        "Does anyone know whether Luftikus ships to Canada? Their site sends me in circles and support never answered "
        "my mail.",
        replies=0, is_comment=True,
    ),
    Written(
        "hackernews", 6, "<antirez_fan>", "Show HN: I mapped the noise of my ventilation with 12 microphones",
        "We used Luftikus in two offices. Installation was quick, the tubes are great, the web shop is terrible.",
        is_comment=True,
    ),
    Written(
        "hackernews", 30, "mlk_builds", "Ask HN: Which flexible duct survives a crawl space?",
        "Rodents ate the last one. A neighbour recommends Luftikus, a contractor says OtherVent. What would you buy?",
        likes=41, replies=36,
    ),
    Written(
        "hackernews", 32, "grumpy_sysadmin", "Ask HN: Which flexible duct survives a crawl space?",
        "Had Luftikus for four years, no holes, no smell, no complaints. It is not a bad choice at all.",
        is_comment=True,
    ),
    Written(
        "hackernews", 81, "thermo_dan", "Ask HN: Which flexible duct survives a crawl space?",
        "Whatever you buy, don't crush it. I measured a crushed Luftikus pipe: triple the pressure drop.",
        is_comment=True,
    ),
    Written(
        "hackernews", 128, "qwertz", "The hidden energy cost of bad ducts",
        "The article compares Luftikus and three others. Sad to see how poorly most of them are documented.",
        likes=77, replies=24,
    ),
    Written(
        "hackernews", 177, "anna_k", "A visit to a pipe factory",
        "Lovely write-up about the Luftikus plant. I had no idea that winding aluminium could be so elegant.",
        likes=305, replies=91,
    ),
    Written(
        "ductworks", 12, "Priya Raman", "A week with the Luftikus flat channel",
        "I expected fiddly clips and got the opposite: it clicks, it holds, it is airtight at the first try. My only "
        "complaint is the price.",
    ),
    Written(
        "ductworks", 35, "Tom Okafor", "Delivery times are getting worse, and it is not only them",
        "Luftikus quoted nine weeks, OtherVent seven. One site manager told me he cancelled both. Awful year for "
        "anybody who needs to hand over on time.",
    ),
    Written(
        "ductworks", 60, "Priya Raman", "Reader question: can I mix brands?",
        "Short answer: yes, with an adapter. Luftikus 160 on an OtherVent spigot leaks by two millimetres without one.",
    ),
    Written(
        "ductworks", 85, "Tom Okafor", "Five minutes on acoustic lining",
        "Mineral wool or felt? Felt, says our test. The Luftikus insert is excellent and survives a cleaning brush.",
    ),
    Written(
        "ductworks", 110, "Priya Raman", "Notes from the trade fair",
        "Coffee: bad. Ducts: good. The quiet corner at the Luftikus stand was the best idea of the whole fair.",
    ),
    Written(
        "ductworks", 133, "Tom Okafor", "OtherVent recalls a damper",
        "Owners of the 2025 model should check the serial number. Other makers are not affected.",
    ),
    Written(
        "ductworks", 181, "Priya Raman", "Why I stopped recommending rigid ducts for retrofits",
        "Three old houses, three times flexible pipe, no regrets. Two of them were Luftikus, both owners are happy.",
    ),
    Written(
        "ductworks", 206, "Tom Okafor", "The spreadsheet nobody asked for",
        "Pressure drop, price and weight of 31 flexible ducts. Corrections are welcome.",
    ),
    Written(
        "mastodon", 5.5, "siteboss_ellie", None,
        "The #Luftikus support person who just stayed on the phone for 40 minutes while I was up a ladder: you are a "
        "hero. Problem solved.",
        likes=37, replies=4, language="en",
    ),
    Written(
        "mastodon", 29, "retrofit_rob", None,
        "Is it just me or did the new #Luftikus tube get thinner? Feels flimsy, tore twice this week. Disappointed.",
        likes=15, replies=0, language="en",
    ),
    Written(
        "mastodon", 104, "hvac_haiku", None,
        "silver tube of air / bending round the chimney stack / quiet as the snow #Luftikus",
        likes=71, replies=6, language="en",
    ),
    Written(
        "mastodon", 152, "building_physics_bot", None,
        "Paper of the day: leakage of flexible ducts after ten years in service. Brands tested: Luftikus, OtherVent. "
        "#Luftikus",
        likes=2, replies=0, language="en",
    ),
)  # fmt: skip
