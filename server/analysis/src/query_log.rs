//! Names for executed queries, for tests that pin what an edit recomputes.

use rustc_hash::FxHashMap;
use salsa::Database as _;
use salsa::plumbing::AsId;

use crate::db::{Database, files};
use crate::item_tree::items;

/// Each key as `query(what)`: what is a file name, or the name of an item as `Owner.name`.
pub(crate) fn describe(db: &Database, keys: &[salsa::DatabaseKeyIndex]) -> Vec<String> {
    let mut names: FxHashMap<String, String> = FxHashMap::default();
    for file in files(db) {
        names.insert(format!("{:?}", file.as_id()), file.path(db).file_name().to_owned());
        for item in items(db, file) {
            let id = item.id(db);
            let name = match &id.owner {
                Some(owner) => format!("{owner}.{}", id.name),
                None => id.name.to_string(),
            };
            names.insert(format!("{:?}", item.as_id()), name);
        }
    }
    db.attach(|_| {
        keys.iter()
            .map(|key| {
                let shown = format!("{key:?}");
                match shown.split_once('(') {
                    Some((query, rest)) => {
                        let argument = rest.trim_end_matches(')');
                        let id = format!("{argument})");
                        format!("{query}({})", names.get(&id).map_or(argument, |name| name))
                    }
                    None => shown,
                }
            })
            .collect()
    })
}
