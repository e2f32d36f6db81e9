//! The places of a program where messages are made, passed on, read and told apart.

use std::collections::HashMap;

use fitz_analysis::hir::{BinaryOp, Expr, ExprId, FieldInit, LiteralPat, Lowered, Pat, PatId, Stmt};
use fitz_analysis::{
    Db, DefaultValue, FieldInfo, Inference, ItemId, LocalId, Nominal, Program, Resolution, SocketEndpoint,
    SourcePointer, Ty, infer, items, lowered,
};

use super::MessageKind;

/// The bodies of a program, in load order.
pub(super) struct Sites<'db> {
    db: &'db dyn Db,
    units: Vec<Unit<'db>>,
}

/// An item with its body.
struct Unit<'db> {
    id: &'db ItemId,
    lowered: &'db Lowered,
    inference: &'db Inference,
    /// The first values of its locals.
    values: HashMap<LocalId, ExprId>,
}

/// A value that the program makes.
pub(super) struct Made<'db> {
    pub(super) kind: MessageKind,
    pub(super) place: SourcePointer,
    given: &'db [FieldInit],
}

impl Made<'_> {
    /// Whether a value for the field is written.
    pub(super) fn sets(&self, field: &str) -> bool {
        self.given.iter().any(|given| given.name.name == field)
    }
}

impl<'db> Sites<'db> {
    /// Reads all bodies of a program.
    pub(super) fn new(db: &'db dyn Db, program: &Program) -> Sites<'db> {
        let items = program.modules.iter().flat_map(|module| items(db, module.file));
        let units = items.map(|item| Unit::new(item.id(db), lowered(db, *item), infer(db, *item)));
        Sites { db, units: units.collect() }
    }

    /// The values of a type that the program makes, with their kind.
    pub(super) fn made(&self, nominal: &Nominal, kind: &FieldInfo) -> Vec<Made<'db>> {
        let mut made = Vec::new();
        for unit in &self.units {
            for (id, expr) in unit.lowered.body.exprs.iter() {
                let Expr::Struct { fields, .. } = expr else { continue };
                if !unit.is_of(id, nominal) {
                    continue;
                }
                let given = fields.iter().find(|given| given.name.name == kind.name);
                let literal = match (given, &kind.default) {
                    (Some(given), _) => unit.literal(given.value),
                    (None, Some(DefaultValue::Str(text))) => Some(text.clone()),
                    (None, _) => None,
                };
                let kind = literal.map_or(MessageKind::Computed, MessageKind::Named);
                made.push(Made { kind, place: unit.place(id), given: fields });
            }
        }
        made
    }

    /// The literals that the kind of a value of a type is compared with.
    pub(super) fn compared(&self, nominal: &Nominal, kind: &str) -> Vec<(String, SourcePointer)> {
        let mut found = Vec::new();
        for unit in &self.units {
            let first = found.len();
            for (id, expr) in unit.lowered.body.exprs.iter() {
                match expr {
                    Expr::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
                        for (side, other) in [(left, right), (right, left)] {
                            if unit.is_kind(*side, nominal, kind)
                                && let Some(literal) = unit.literal(*other)
                            {
                                found.push((literal, unit.place(id)));
                            }
                        }
                    }
                    Expr::Match { scrutinee, arms } if unit.is_kind(*scrutinee, nominal, kind) => {
                        arms.iter().for_each(|arm| unit.literals_of(arm.pattern, &mut found));
                    }
                    _ => {}
                }
            }
            if let Some(own) = found.get_mut(first..) {
                own.sort_by_key(|(_, place)| place.range.start());
            }
        }
        found
    }

    /// Where frames of an endpoint are read: in its handler, or else in functions with a connection of the same type.
    pub(super) fn reads(&self, socket: &SocketEndpoint) -> Vec<SourcePointer> {
        let Some(connection) = &socket.connection else { return Vec::new() };
        let frames = Some((&connection.incoming, &connection.outgoing));
        let of = |is_wanted: &dyn Fn(&Unit<'db>) -> bool| -> Vec<SourcePointer> {
            let units = self.units.iter().filter(|unit| is_wanted(unit));
            units
                .flat_map(|unit| {
                    let calls = unit.lowered.body.exprs.iter().filter_map(|(id, expr)| {
                        let Expr::Call { callee, .. } = expr else { return None };
                        let Expr::Field { object, name } = &unit.lowered.body.exprs[*callee] else { return None };
                        let is_read = name.name == "recv" && unit.inference.expr_type(*object).frame_types() == frames;
                        is_read.then(|| unit.place(id))
                    });
                    calls.collect::<Vec<_>>()
                })
                .collect()
        };
        let own = of(&|unit| *unit.id == socket.handler);
        if own.is_empty() { of(&|_| true) } else { own }
    }

    /// The pushes of values that are not made for them: received ones, parameters.
    pub(super) fn passed_on(&self, socket: &SocketEndpoint) -> Vec<SourcePointer> {
        let pushes = socket.pushes.iter().filter_map(|push| {
            let unit = self.units.iter().find(|unit| *unit.id == push.sender)?;
            let source = push.source(self.db)?;
            let call = unit.lowered.body.exprs.iter().find_map(|(id, expr)| match expr {
                Expr::Call { arguments, .. } if unit.lowered.body.expr_range(id) == source.call.range => {
                    arguments.last()
                }
                _ => None,
            });
            call.filter(|message| !unit.is_made(message.value)).map(|_| source.call.clone())
        });
        pushes.collect()
    }
}

impl<'db> Unit<'db> {
    fn new(id: &'db ItemId, lowered: &'db Lowered, inference: &'db Inference) -> Unit<'db> {
        let values = lowered.statements().filter_map(|statement| match statement {
            Stmt::Let { pattern, value, .. } if matches!(lowered.body.pats[*pattern], Pat::Bind(_)) => {
                Some((*inference.bindings.get(pattern)?, *value))
            }
            _ => None,
        });
        Unit { id, lowered, inference, values: values.collect() }
    }

    fn place(&self, expr: ExprId) -> SourcePointer {
        SourcePointer { item: self.id.clone(), range: self.lowered.body.expr_range(expr) }
    }

    fn is_of(&self, expr: ExprId, nominal: &Nominal) -> bool {
        matches!(self.inference.expr_type(expr).without_null(), Ty::Nominal(found) if found == nominal)
    }

    /// The first value of the local that a name means.
    fn first_value(&self, expr: ExprId) -> Option<ExprId> {
        match self.inference.resolutions.get(&expr)? {
            Resolution::Local(local) => self.values.get(local).copied(),
            _ => None,
        }
    }

    /// Whether an expression is the kind of a value: `value.kind`, or a local that holds it.
    fn is_kind(&self, expr: ExprId, nominal: &Nominal, kind: &str) -> bool {
        match &self.lowered.body.exprs[expr] {
            Expr::Field { object, name } => name.name == kind && self.is_of(*object, nominal),
            Expr::Name(_) => match self.inference.resolutions.get(&expr) {
                Some(Resolution::Field(owner, name)) => owner == nominal && name == kind,
                _ => self.first_value(expr).is_some_and(|value| {
                    matches!(&self.lowered.body.exprs[value], Expr::Field { object, name }
                        if name.name == kind && self.is_of(*object, nominal))
                }),
            },
            _ => false,
        }
    }

    /// The text that an expression is.
    fn literal(&self, expr: ExprId) -> Option<String> {
        match &self.lowered.body.exprs[expr] {
            Expr::Str(literal) => literal.plain().map(str::to_owned),
            _ => None,
        }
    }

    fn literals_of(&self, pattern: PatId, found: &mut Vec<(String, SourcePointer)>) {
        match &self.lowered.body.pats[pattern] {
            Pat::Literal(LiteralPat::Str(text)) => {
                let range = self.lowered.body.pat_range(pattern);
                found.push((text.clone(), SourcePointer { item: self.id.clone(), range }));
            }
            Pat::Or(alternatives) => alternatives.iter().for_each(|it| self.literals_of(*it, found)),
            _ => {}
        }
    }

    /// Whether a message is made where it is pushed, or by a function that is called there.
    fn is_made(&self, message: ExprId) -> bool {
        match &self.lowered.body.exprs[message] {
            Expr::Struct { .. } | Expr::Call { .. } | Expr::Missing => true,
            Expr::Name(_) => self
                .first_value(message)
                .is_some_and(|value| matches!(self.lowered.body.exprs[value], Expr::Struct { .. } | Expr::Call { .. })),
            _ => false,
        }
    }
}
