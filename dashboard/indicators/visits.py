"""The facts about visits: each once, each first meeting with a partner, and every meeting."""

from dashboard.indicators.relation import Relation

_VISIT = """
    visit_id as id, start_date as day, end_date as last_day, date_precision as precision, direction,
    null::varchar as stage, null::varchar as scheme, partners, sectors, towns, is_example, participants
"""

VISITS = {
    "visits": Relation(f"select {_VISIT} from visits", {"participants": "number"}),
    # The first visit with each partner, over all time: filters must not make an old acquaintance new.
    "first_meetings": Relation(
        f"""
        select * replace (partner as id, [partner] as partners) from (
            select {_VISIT}, unnest(partners) as partner from visits
        ) qualify row_number() over (partition by partner order by day, id) = 1
        """,
        once=frozenset({"partner", "partner_kind"}),
    ),
    # Every meeting with a partner, and whether a matter with that partner is dated later.
    "partner_meetings": Relation(
        f"""
        select met.* exclude (partner) replace (partner as id, [partner] as partners),
            coalesce(latest.day >= met.day, false) as has_later_matter
        from (select {_VISIT}, unnest(partners) as partner from visits) as met
        left join (
            select partner, max(signed_date) as day from (
                select unnest(partners) as partner, signed_date from intents where not is_batch
            ) group by partner
        ) as latest using (partner)
        """,
        {"has_later_matter": "flag"},
        once=frozenset({"partner", "partner_kind"}),
    ),
}
