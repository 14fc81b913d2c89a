"""The keys of the texts that the page `upload` is drawn with; the browser fills in what stands in brackets."""

UPLOAD = (
    "upload.help", "upload.step_1", "upload.step_1_text", "upload.step_2", "upload.step_2_text", "upload.step_3",
    "upload.step_3_text", "upload.templates", "upload.drop", "upload.drop_more", "upload.choose", "upload.drop_note",
    "upload.sending", "upload.file_waiting", "upload.file_refused", "upload.again", "upload.remove",
    "upload.remove_named", "upload.clear_refused", "upload.too_large", "upload.own_drafts", "upload.waiting_drafts",
    "upload.draft_of", "upload.open", "upload.shown_below", "upload.state_open", "upload.state_waiting",
    "upload.state_published", "upload.state_withdrawn", "upload.draft_title", "upload.remembered",
    "upload.accept_sure", "upload.status_waiting", "upload.status_reading", "upload.reading_percent",
    "upload.status_checked", "upload.status_failed", "upload.status_refused", "upload.rows_of", "upload.rows_lost",
    "upload.problem_count", "upload.repaired", "upload.repaired_end", "upload.unknown_names", "upload.name_rows",
    "upload.likeness", "upload.other_name", "upload.search_names", "upload.none_found", "upload.and_more",
    "upload.unknown_tables", "upload.unknown_columns", "upload.column_at", "upload.leave", "upload.left",
    "upload.choose_column", "upload.meaning_of", "upload.columns", "upload.column_letter", "upload.column_heading",
    "upload.column_meaning", "upload.column_reason", "upload.table_told", "upload.no_table", "upload.is_table",
    "upload.choose_heading", "upload.click_heading", "upload.heading_span", "upload.heading_spans",
    "upload.heading_is", "upload.lines", "upload.kind_count", "upload.all_of_them", "upload.more_problems",
    "upload.row", "upload.row_lost", "upload.correct_cell", "upload.save", "upload.saving", "upload.unsaved",
    "upload.first_rows", "upload.skipped", "upload.answers", "upload.take_back", "upload.answer_heading_rows",
    "upload.answer_table", "upload.answer_column", "upload.answer_name", "upload.answer_cell", "upload.effect",
    "upload.working", "upload.working_numbers", "upload.count_new", "upload.count_changed", "upload.count_unchanged",
    "upload.count_gone", "upload.count_duplicates", "upload.no_changes", "upload.row_by_row", "upload.effect_rows",
    "upload.row_kind", "upload.row_what", "upload.row_place", "upload.row_values", "upload.kind_new",
    "upload.kind_changed", "upload.kind_gone", "upload.kind_duplicate", "upload.number_by_number",
    "upload.effect_numbers", "upload.number_indicator", "upload.number_before", "upload.number_after",
    "upload.number_change", "upload.number_causes", "upload.cause_count", "upload.no_effects", "upload.publish",
    "upload.publish_anyway", "upload.submit", "upload.withdraw", "upload.discard", "upload.discard_sure",
    "upload.discard_no", "upload.discard_yes", "upload.told_waiting", "upload.told_checking", "upload.told_refused",
    "upload.told_problems", "upload.told_ready", "upload.told_nothing", "upload.loaded_as", "upload.unsaved_count",
    "upload.go_there", "upload.throw_away", "upload.published", "upload.separator", "upload.lost", "upload.stale",
)  # fmt: skip
# Kinds of problems.
KINDS = (
    "problem.missing_required", "problem.bad_date", "problem.date_undetermined", "problem.several_dates",
    "problem.date_out_of_range", "problem.end_before_start", "problem.bad_period", "problem.bad_number",
    "problem.missing_number", "problem.amount_undetermined", "problem.amount_missing", "problem.formula_error",
    "problem.formula_without_value", "problem.duplicate_row", "problem.cancelled_row", "problem.ambiguous_name",
    "problem.bad_value", "problem.rate_missing", "problem.merged_number", "problem.too_many_cells",
    "problem.unknown_name", "problem.unknown_column", "problem.other", "problem.corrected_cell",
)  # fmt: skip
# Why a sheet was not read.
WHY = (
    "skipped.empty", "skipped.no_table", "skipped.unknown_layout", "skipped.repeats_other_sheets",
)  # fmt: skip
