//! Results that nobody looks at, behind the statements that drop them.

use fitz_analysis::{Builtin, dropped_values};

use super::{InlayHint, Subject};

pub(super) fn hints(subject: &Subject<'_>) -> Vec<InlayHint> {
    let hint = |id| {
        let ty = subject.inference.expr_type(id);
        let end = subject.lowered.body.expr_range(id).end();
        ty.is(Builtin::Result).then(|| subject.type_hint(end, " ignored: ", ty))?
    };
    dropped_values(subject.db, subject.item).into_iter().filter_map(hint).collect()
}
