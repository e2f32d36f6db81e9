//! Mistakes in literals of records, lists of fields, and places in tuples.

use fitz_analysis::hir::{Expr, FieldInit, ItemData, Pat, Stmt};
use fitz_analysis::{Ty, nominal_fields, nominal_item, type_info};
use fitz_syntax::{TextRange, TextSize};

use crate::view::View;

pub(crate) fn sites(view: &mut View<'_>) {
    for (id, expr) in view.exprs() {
        match expr {
            Expr::Struct { fields, .. } => {
                if let Ty::Nominal(nominal) = view.ty(id)
                    && nominal.file == view.file
                {
                    literal(view, id, fields);
                    let declared = nominal_fields(view.db, nominal);
                    for field in fields {
                        if let Some(ty) = declared.iter().find(|it| it.name == field.name.name).map(|it| &it.ty) {
                            view.misfit("wrong field type in a literal", field.value, ty);
                        }
                    }
                }
            }
            Expr::TupleIndex { object, index: Some(_), .. } => {
                if let Ty::Tuple(slots) = view.ty(*object) {
                    let after_dot = TextRange::new(view.range(*object).end() + TextSize::of('.'), view.range(id).end());
                    if view.slice(after_dot).bytes().all(|byte| byte.is_ascii_digit()) {
                        view.replace("place that a tuple does not have", after_dot, (slots.len() + 3).to_string());
                    }
                }
            }
            _ => {}
        }
    }
    for statement in view.lowered.statements() {
        if let Stmt::Let { pattern, value, .. } = statement
            && let (Pat::Tuple(parts), Ty::Tuple(slots)) = (&view.lowered.body.pats[*pattern], view.ty(*value))
            && parts.len() == slots.len()
            && let Some(last) = parts.last()
        {
            let end = view.placed(view.lowered.body.pat_range(*last)).end();
            view.insert("pattern with a slot too many", end, ", surplus");
        }
        if let Stmt::Assign { target, op: None, value, ty: None } = statement
            && let Expr::Field { object, .. } = view.expr(*target)
            && view.is_own_record(view.ty(*object))
        {
            view.misfit("wrong type assigned to a field", *value, view.ty(*target));
        }
    }
    if let ItemData::Type(definition) = &view.lowered.data {
        let end = TextSize::of(view.text);
        view.insert("type declared twice", end, format!("\ntype {} {{ surplus: Int }}\n", definition.name.name));
        for field in &definition.fields {
            let is_literal = field
                .default
                .map(|default| view.expr(default))
                .is_some_and(|default| matches!(default, Expr::Int(_) | Expr::Float(_) | Expr::Str(_) | Expr::Bool(_)));
            // A text is accepted as the default of a date; its meaning is settled elsewhere.
            let is_plain = matches!(
                view.slice(view.placed(field.ty.as_ref().map_or(field.range, |ty| ty.range))),
                "Int" | "Str" | "Bool" | "Float"
            );
            if let (Some(default), true, true) = (field.default, is_literal, is_plain) {
                let expected = view.ty(default);
                view.misfit("wrong default of a field", default, expected);
            }
        }
    }
}

fn literal(view: &mut View<'_>, id: fitz_analysis::hir::ExprId, fields: &[FieldInit]) {
    if view.is_in_string(id) {
        return;
    }
    let range = view.range(id);
    let Some(brace) = view.slice(range).find('{') else { return };
    let inside = range.start() + TextSize::try_from(brace + 1).expect("small");
    let text = if fields.is_empty() { " surplus: 1 " } else { " surplus: 1," };
    view.insert("extra field in a literal", inside, text);
    let Ty::Nominal(nominal) = view.ty(id) else { return };
    let is_table = nominal_item(view.db, nominal)
        .and_then(|item| type_info(view.db, item).as_ref())
        .is_some_and(|info| info.is_table);
    if is_table {
        return;
    }
    for declared in nominal_fields(view.db, nominal) {
        let is_optional = declared.default.is_some() || matches!(declared.ty, Ty::Nullable(_) | Ty::Any);
        let Some(field) = fields.iter().find(|field| field.name.name == declared.name) else { continue };
        // The name alone stands for `name: name`; its value is then the name itself.
        if is_optional || view.placed(field.name.range).end() >= view.range(field.value).end() {
            continue;
        }
        let end = view.range(field.value).end();
        let rest = view.after(end);
        let comma = if rest.starts_with(',') { TextSize::of(',') } else { TextSize::default() };
        let gone = TextRange::new(view.placed(field.name.range).start(), end + comma);
        view.replace("missing required field", gone, "");
    }
}
