//! Strings with values in them, and how the values are written.

use fitz_rules::families::expressions::FORMAT_SPEC_TYPE;

use crate::diagnostic::Finding;
use crate::hir::{Spelled, StrLiteral, StrPart};
use crate::inference::Context;
use crate::inference::operators::value_hint;
use crate::ty::Ty;

impl Context<'_> {
    /// A string literal with all values in it.
    pub(super) fn string(&mut self, literal: &StrLiteral) -> Ty {
        for part in &literal.parts {
            if let StrPart::Interpolation { value, format, .. } = part {
                let ty = self.expr(*value);
                if let Some(format) = format {
                    self.check_format(format, &ty);
                }
            }
        }
        Ty::str()
    }

    /// The last letter of a format says which values it can write. A nullable layer is ignored.
    fn check_format(&mut self, format: &Spelled, ty: &Ty) {
        let spec = format.name.strip_prefix(':').unwrap_or(&format.name);
        let Some(kind) = spec.chars().last() else { return };
        let (wanted, shown) = match kind {
            'f' | 'F' | 'e' | 'E' | 'g' | 'G' | '%' => (Ty::float(), "a number"),
            'd' | 'b' | 'o' | 'x' | 'X' | 'c' => (Ty::int(), "an `Int`"),
            _ => return,
        };
        if ty.without_null().fits(&wanted) {
            return;
        }
        let message = format!("The format `{kind}` writes {shown}, but the value is `{ty}`.");
        let finding = Finding::new(&FORMAT_SPEC_TYPE, format.range, message);
        let hint = value_hint(ty).unwrap_or("A format without a letter, such as `>10`, takes every value.");
        self.report(finding.hint(hint));
    }
}
