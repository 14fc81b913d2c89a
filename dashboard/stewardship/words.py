"""The keys of the texts that the pages of stewardship are drawn with; the browser fills in what stands in brackets."""

SHARED = (
    "steward.lost", "steward.wait", "steward.close", "steward.back", "steward.search", "steward.none",
    "effect.indicator", "effect.period", "effect.before", "effect.after", "effect.change", "effect.rows",
    "effect.row_count", "effect.more", "effect.new", "effect.changed", "effect.gone", "effect.counting",
)  # fmt: skip
LOADS = (
    "loads.tab_loads", "loads.tab_audit", "loads.number", "loads.at", "loads.by", "loads.workbook", "loads.added",
    "loads.changed", "loads.unchanged", "loads.rejected", "loads.problems", "loads.state", "loads.active",
    "loads.undone", "loads.undone_by", "loads.undo", "loads.redo", "loads.newer", "loads.older", "loads.page",
    "loads.title", "loads.take", "loads.marked", "loads.did", "loads.did_nothing", "loads.no_problems",
    "loads.changed_rows", "loads.no_changes", "loads.row", "loads.column", "loads.old", "loads.new",
    "loads.place", "loads.seen", "loads.means", "loads.more_problems", "loads.undo_title", "loads.redo_title",
    "loads.undo_effect", "loads.redo_effect", "loads.undo_nothing", "loads.redo_nothing", "loads.undo_do",
    "loads.redo_do", "loads.undo_done", "loads.redo_done", "loads.empty", "audit.at", "audit.by", "audit.what",
    "audit.about", "audit.detail", "audit.ok", "audit.damaged", "audit.page",
)  # fmt: skip
NAMES = (
    "names.tab_partners", "names.tab_aliases", "names.tab_sectors", "names.tab_towns", "names.tab_targets",
    "names.tab_exchange_rates", "names.tab_reviews", "names.tab_decisions", "names.tab_proposals", "names.label",
    "names.shipped", "names.office", "names.edited", "names.new", "names.new_title", "names.edit",
    "names.edit_title", "names.shown", "names.unsaved", "names.unsaved_note", "names.throw_away",
    "names.to_effect", "names.nothing_changed", "names.remove", "names.remove_title", "names.add_alias",
    "names.alias_of", "names.merge", "names.merge_title", "names.merge_with", "names.split", "names.split_title",
    "names.split_spelling", "names.split_name", "names.reason", "names.reason_hint", "names.reason_missing",
    "names.effect", "names.no_effect", "names.do", "names.propose", "names.done", "names.proposed", "names.is",
    "names.is_other", "names.is_title", "names.column_title", "names.leave", "names.remove_row", "names.keep_row",
    "names.same", "names.distinct", "names.kind_gone", "names.kind_duplicate", "names.kind_name",
    "names.kind_heading", "names.no_reviews", "names.choose",
    "names.no_decisions", "names.decided_at", "names.decided_by", "names.decided_what", "names.state",
    "names.in_force", "names.revoked", "names.revoked_by", "names.revoke", "names.revoke_title",
    "names.no_proposals", "names.accept", "names.accept_title", "names.accept_do", "names.decline",
    "names.proposal_open", "names.proposal_accepted", "names.proposal_declined", "names.example",
    "names.written_rows", "names.empty", "field.origin",
)  # fmt: skip
EXPORTS = (
    "exports.now", "exports.now_note", "exports.running", "exports.done", "exports.refused", "exports.made",
    "exports.empty", "exports.compare", "exports.one", "exports.other", "exports.indicator", "exports.change",
    "exports.cause_head", "exports.starting", "exports.sending", "exports.sent", "exports.not_sent",
    "exports.elsewhere", "exports.ready", "exports.take", "exports.whole", "exports.formats", "exports.languages",
    "exports.tab_weeks", "exports.tab_shots", "exports.tab_delivery", "exports.tabs", "exports.pictures",
    "exports.nothing_alike", "shots.note", "shots.shipped", "shots.name", "shots.page", "shots.query",
    "shots.query_hint", "shots.width", "shots.scale", "shots.languages", "shots.all_languages",
    "shots.list_languages", "shots.edit", "shots.edit_title", "shots.add", "shots.new", "shots.remove", "shots.up",
    "shots.down", "shots.add_filter", "shots.choose", "shots.keep", "shots.kept", "shots.discard",
    "shots.unsaved", "shots.give_up", "shots.give_up_sure", "shots.yes", "shots.no", "shots.done", "shots.only",
    "shots.only_note", "delivery.nobody", "delivery.recipient", "delivery.how", "delivery.language",
    "delivery.newest", "delivery.to_whom", "delivery.what", "delivery.attached", "delivery.owner",
    "delivery.no_owner", "delivery.approved", "delivery.not_approved", "delivery.approve", "delivery.send",
    "delivery.schedule", "delivery.no_schedule", "delivery.at", "delivery.next", "delivery.off", "delivery.last",
    "delivery.run", "delivery.run_good",
)  # fmt: skip
