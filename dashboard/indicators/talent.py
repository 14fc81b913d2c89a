"""The facts about people: movements and published figures of the workbooks, and those of the reference table."""

from dashboard.indicators.relation import Relation

TALENT = {
    "talent": Relation(
        """
        select talent_flow_id as id, period_start as day, period_end as last_day, 'period' as precision, direction,
            null::varchar as stage, scheme, sector_original as published_sector,
            case when partner is null then [] else string_split(partner, '、') end as partners,
            case when sector is null then [] else string_split(sector, '、') end as sectors,
            case when town is null then [] else string_split(town, '、') end as towns,
            is_example, measure, purpose, headcount,
            case direction when 'HK_TO_ZS' then headcount when 'ZS_TO_HK' then -headcount end as signed_headcount
        from talent_flows
        """,
        {"measure": "text", "purpose": "text", "headcount": "number", "signed_headcount": "number"},
    ),
    # Figures of a reference table that no workbook holds; what is no number or no day there counts nowhere.
    "published_figures": Relation(
        """
        select indicator || ' ' || scope || ' ' || period_start || ' ' || period_end as id,
            try_cast(period_start as date) as day, try_cast(period_end as date) as last_day, 'period' as precision,
            null::varchar as direction, null::varchar as stage,
            case when scope in (select scheme from schemes) then scope end as scheme,
            null::varchar as published_sector, null::varchar as purpose, []::varchar[] as partners,
            []::varchar[] as sectors, []::varchar[] as towns, false as is_example, indicator, unit,
            try_cast(value as double) as value, try_cast(out_of as double) as out_of,
            coalesce(try_cast(out_of as double), try_cast(value as double)) as headcount
        from published_figures
        where try_cast(value as double) is not null
            and try_cast(period_start as date) is not null and try_cast(period_end as date) is not null
        """,
        {"indicator": "text", "unit": "text", "value": "number", "out_of": "number"},
    ),
}
