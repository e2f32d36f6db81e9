//! Writes the first test of a function, with a value for each parameter.

use fitz_analysis::{Builtin, Ty, nominal_fields, resolve_type};

use super::extract_message::{DEPTH, example};
use super::{Assist, Entry, Place};

pub(super) const ENTRY: Entry = Entry { kind: "refactor.rewrite.generateTest", keeps_meaning: false, find: assist };

/// At the name of a function that anybody can call.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let function = place.lowered.function().filter(|_| place.is_function() && place.lowered.decorators.is_empty())?;
    let name = &function.name.name;
    let test = format!("{name}_works");
    if !function.name.range.contains_range(place.selected) || !place.is_free(&test) || name == "main" {
        return None;
    }
    let mut arguments = Vec::new();
    for parameter in function.parameters.iter().filter(|it| it.default.is_none() && !it.is_variadic) {
        let annotation = parameter.ty.as_ref()?;
        arguments.push(example(place, &resolve_type(place.db, place.file, annotation), DEPTH)?);
    }
    let result = function.return_type.as_ref().map(|ty| resolve_type(place.db, place.file, ty));
    let (keyword, wait) = if function.is_async { ("async fn", ".await") } else { ("fn", "") };
    let call = format!("{name}({}){wait}", arguments.join(", "));
    let body = checks(place, &call, result.as_ref().unwrap_or(&Ty::Any))?;
    let text = format!("\n\n@test\n{keyword} {test}() {{\n{body}}}");
    let assist = place.assist(&format!("Write a test for `{name}`"), Vec::new())?;
    Some(Assist { edits: vec![(place.file, vec![(place.below()?, text)])], ..assist })
}

/// The statements of a test about the result of a call.
fn checks(place: &Place<'_>, call: &str, result: &Ty) -> Option<String> {
    if let Some([ok, _]) = result.arguments_of(Builtin::Result) {
        let (pattern, inside) = match compared(place, "made", ok) {
            Some(checks) => ("made", indent(&checks)),
            None => ("_", String::new()),
        };
        let arm = if inside.is_empty() { "{}".to_owned() } else { format!("{{\n{inside}        }}") };
        return Some(format!(
            "    match {call} {{\n        Ok({pattern}) => {arm}\n        Err(reason) => {{ assert(false, \"{{reason}}\") }}\n    }}\n"
        ));
    }
    if *result == Ty::Any || *result == Ty::null() {
        return Some(format!("    let _ = {call}\n"));
    }
    let is_scalar = example(place, result, 0).is_some() && !matches!(result, Ty::Nullable(_));
    if is_scalar {
        return Some(format!("    assert_eq({call}, {})\n", example(place, result, 0)?));
    }
    Some(format!("    let made = {call}\n{}", compared(place, "made", result)?))
}

/// Comparisons of a value with an example of its type, field by field.
fn compared(place: &Place<'_>, name: &str, ty: &Ty) -> Option<String> {
    let Ty::Nominal(nominal) = ty else {
        return Some(format!("    assert_eq({name}, {})\n", example(place, ty, 0)?));
    };
    let is_plain = |ty: &Ty| *ty == Ty::str() || *ty == Ty::int() || *ty == Ty::bool();
    let fields = nominal_fields(place.db, nominal);
    let lines = fields.iter().filter(|field| is_plain(&field.ty) && !field.name.starts_with('_'));
    let lines =
        lines.filter_map(|it| Some(format!("    assert_eq({name}.{}, {})\n", it.name, example(place, &it.ty, 0)?)));
    Some(lines.collect::<String>()).filter(|text| !text.is_empty())
}

/// The lines two steps further to the right.
fn indent(text: &str) -> String {
    text.lines().map(|line| format!("        {line}\n")).collect()
}
