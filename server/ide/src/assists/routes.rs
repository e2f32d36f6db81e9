//! Writes routes that list, show, keep and remove the values of a type, in a table of the process.

use fitz_analysis::hir::ItemData;
use fitz_analysis::{Nominal, Ty, nominal_fields, program_surface, programs, type_info};

use super::authenticate::provided;
use super::extract_message::snake;
use super::{Assist, Entry, Place};

pub(super) const ENTRY: Entry = Entry { kind: "refactor.rewrite.generateRoutes", keeps_meaning: false, find: assist };

/// At the name of a type with an `id` that is no table of a database.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let ItemData::Type(declared) = &place.lowered.data else { return None };
    let name = &declared.name.name;
    let is_table = type_info(place.db, place.item).as_ref().is_none_or(|info| info.is_table);
    if !declared.name.range.contains_range(place.selected) || is_table {
        return None;
    }
    let nominal = Nominal { file: place.file, name: name.clone() };
    // Whoever is asked for a user gets one from the provider, not from the body.
    if provided(place).is_some_and(|(_, user)| user == nominal) {
        return None;
    }
    let id = nominal_fields(place.db, &nominal).into_iter().find(|field| field.name == "id")?.ty;
    if id != Ty::int() && id != Ty::str() {
        return None;
    }
    let one = snake(name);
    let all = format!("{one}s");
    let table = all.to_uppercase();
    let names =
        [&table, &format!("list_{all}"), &format!("show_{one}"), &format!("keep_{one}"), &format!("remove_{one}")];
    if !names.iter().all(|name| place.is_free(name)) || is_served(place, &format!("/{all}")) || one == "id" {
        return None;
    }
    let missing = format!("return 404 {{\"error\": \"no such {}\"}}", one.replace('_', " "));
    let text = format!(
        r#"

let {table}: Map<{id}, {name}> = {{}}

@get("/{all}")
fn list_{all}() -> List<{name}> => {table}.values()

@get("/{all}/{{id}}")
fn show_{one}(id: {id}) -> {name} {{
    match {table}.get(id) {{
        Ok({one}) => {{ return {one} }}
        Err(_) => {{ {missing} }}
    }}
}}

@post("/{all}")
fn keep_{one}({one}: {name}) -> {name} {{
    {table}[{one}.id] = {one}
    return {one}
}}

@delete("/{all}/{{id}}")
fn remove_{one}(id: {id}) {{
    if not {table}.has(id) {{ {missing} }}
    let _ = {table}.remove(id)
    return 204 {{}}
}}"#
    );
    let assist = place.assist(&format!("Write routes for `{name}`"), Vec::new())?;
    Some(Assist { edits: vec![(place.file, vec![(place.below()?, text)])], ..assist })
}

/// Whether a program serves something below a path.
fn is_served(place: &Place<'_>, path: &str) -> bool {
    let below = |it: &fitz_analysis::Path| it.text == path || it.text.starts_with(&format!("{path}/"));
    programs(place.db, place.file).iter().any(|entry| {
        let surface = program_surface(place.db, *entry);
        surface.routes.iter().filter_map(|route| route.path.as_ref()).any(below)
            || surface.sockets.iter().filter_map(|socket| socket.path.as_ref()).any(below)
    })
}
