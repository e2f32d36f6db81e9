//! What a module offers, where its name stands.

use fitz_analysis::{Db, ItemKind, MemberKind, Resolution, SourceFile, module_members};

/// How many names of one kind are listed.
const MAX_NAMES: usize = 16;

/// The names that can be imported from a module, by their kinds; `None` when there is none.
pub(super) fn section(db: &dyn Db, module: SourceFile) -> Option<String> {
    let (mut types, mut functions, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for member in module_members(db, module) {
        let is_type =
            matches!(&member.declaration, Some(Resolution::Item(declared)) if declared.kind == ItemKind::Type);
        let kind = match member.kind {
            _ if is_type => &mut types,
            MemberKind::Method(_) => &mut functions,
            _ => &mut values,
        };
        kind.push(format!("`{}`", member.name));
    }
    let lines: Vec<String> = [("Types", types), ("Functions", functions), ("Values", values)]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(kind, names)| format!("- {kind}: {}", listed(&names)))
        .collect();
    (!lines.is_empty()).then(|| format!("**Offers:**\n\n{}", lines.join("\n")))
}

fn listed(names: &[String]) -> String {
    let shown = names.iter().take(MAX_NAMES).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MAX_NAMES) {
        0 => shown,
        more => format!("{shown}, and {more} more"),
    }
}
