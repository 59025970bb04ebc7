"""What a post wants or is."""

PHRASES = {
    "question": "question",
    "complaint": "complaint",
    "praise": "praise",
    "comparison": "comparison",
    "buying": "wants to buy",
    "job_seeking": "looks for a job",
    "how_to": "how to do it",
    "news": "news",
    "advert": "advert",
    "job_ad": "job advert",
    "coupon": "coupon",
    "bot": "bot",
    "sure": "{intent} ({confidence} % sure)",
    "because": "because of {words}",
    "none": "nothing in particular",
}
