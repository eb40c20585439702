//! A small language for graphs in tests.
//!
//! Places are written as in Rust: `p`, `p.0.1` (fields by index), `*b` (a `Box`'s content), `&r` (what a
//! reference points to; dereferencing binds tighter than fields, `&(..)` is for the rest), `e@1.0` (field 0 of variant 1), `a[2]`, `a[1..]`. Locals are declared with a type:
//! `D` (has drop glue), `N` (neither `Copy` nor drop glue), `(D,N)`, `Box<D>`, `&D`, `[D;3]`,
//! `<D|D,N|>` (an enum with three variants), `!D` (a struct with a destructor and one field), `?` (unknown).

use std::collections::HashMap;

use crate::facts::{BorrowKind, Cause, Destination, Event, EventKind, ValueId};
use crate::flow::graph::*;
use crate::ownership::analyse;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Type {
    Drop,
    Plain,
    Tuple(Vec<Type>),
    Enum(Vec<Vec<Type>>),
    Destructor(Box<Type>),
    Boxed(Box<Type>),
    Reference(Box<Type>),
    Array(Box<Type>, u64),
    Unknown,
}

impl Type {
    fn place_type(&self) -> PlaceType {
        let parts = match self {
            Type::Tuple(_) | Type::Enum(_) => Parts::Fields,
            Type::Boxed(_) => Parts::Box,
            Type::Array(_, len) => Parts::Elements(*len),
            Type::Drop | Type::Plain | Type::Destructor(_) | Type::Reference(_) | Type::Unknown => {
                Parts::None
            }
        };
        PlaceType {
            copy: false,
            needs_drop: self.needs_drop(),
            hidden: false,
            unknown: *self == Type::Unknown,
            parts,
            kind: self.kind(),
        }
    }

    fn kind(&self) -> TypeKind {
        match self {
            Type::Reference(_) => TypeKind::Reference { mutable: false },
            Type::Array(..) => TypeKind::Array,
            Type::Destructor(_) => TypeKind::Destructor,
            _ => TypeKind::Other,
        }
    }

    fn needs_drop(&self) -> bool {
        match self {
            Type::Drop | Type::Destructor(_) | Type::Boxed(_) | Type::Unknown => true,
            Type::Plain | Type::Reference(_) => false,
            Type::Tuple(fields) => fields.iter().any(Type::needs_drop),
            Type::Enum(variants) => variants.iter().flatten().any(Type::needs_drop),
            Type::Array(element, _) => element.needs_drop(),
        }
    }

    fn part(&self, projection: Projection) -> Type {
        match (self, projection) {
            (Type::Tuple(fields), Projection::Field { field, .. }) => {
                fields[field as usize].clone()
            }
            (Type::Enum(variants), Projection::Field { variant, field }) => {
                variants[variant as usize][field as usize].clone()
            }
            (Type::Destructor(inner), Projection::Field { .. })
            | (Type::Boxed(inner), Projection::BoxDeref)
            | (Type::Reference(inner), Projection::Deref)
            | (Type::Array(inner, _), Projection::ConstantIndex { .. } | Projection::Index) => {
                (**inner).clone()
            }
            (Type::Array(..), Projection::Subslice { .. }) => self.clone(),
            _ => panic!("{self:?} has no {projection:?}"),
        }
    }

    fn parse(text: &str) -> Type {
        let (ty, rest) = Type::parse_prefix(text.trim());
        assert_eq!(rest, "", "in {text}");
        ty
    }

    fn parse_prefix(text: &str) -> (Type, &str) {
        let inner = |text| {
            let (ty, rest) = Type::parse_prefix(text);
            (Box::new(ty), rest)
        };
        if let Some(rest) = text.strip_prefix("Box<") {
            let (ty, rest) = inner(rest);
            return (Type::Boxed(ty), &rest[1..]);
        }
        let (first, rest) = text.split_at(1);
        match first {
            "D" => (Type::Drop, rest),
            "N" => (Type::Plain, rest),
            "?" => (Type::Unknown, rest),
            "&" => {
                let (ty, rest) = inner(rest);
                (Type::Reference(ty), rest)
            }
            "!" => {
                let (ty, rest) = inner(rest);
                (Type::Destructor(ty), rest)
            }
            "[" => {
                let (ty, rest) = inner(rest);
                let (len, rest) = rest[1..].split_once(']').expect("]");
                (Type::Array(ty, len.parse().expect("length")), rest)
            }
            "(" => {
                let (mut variants, rest) = Type::parse_variants(rest, ')');
                (Type::Tuple(variants.remove(0)), rest)
            }
            "<" => {
                let (variants, rest) = Type::parse_variants(rest, '>');
                (Type::Enum(variants), rest)
            }
            other => panic!("type {other}"),
        }
    }

    fn parse_variants(mut text: &str, end: char) -> (Vec<Vec<Type>>, &str) {
        let mut variants = vec![Vec::new()];
        loop {
            if let Some(rest) = text.strip_prefix(end) {
                return (variants, rest);
            }
            if let Some(rest) = text.strip_prefix('|') {
                variants.push(Vec::new());
                text = rest;
                continue;
            }
            if let Some(rest) = text.strip_prefix(',') {
                text = rest;
            }
            let (ty, rest) = Type::parse_prefix(text);
            variants.last_mut().expect("a variant").push(ty);
            text = rest;
        }
    }
}

/// Builds a graph; blocks are filled one after the other.
pub(super) struct Builder {
    pub(super) graph: Graph,
    types: Vec<Type>,
    names: HashMap<String, LocalId>,
    interned: HashMap<(PlaceId, Projection), PlaceId>,
    block: usize,
    /// Position of the next statement whose position does not matter.
    next: u32,
}

impl Builder {
    pub(super) fn new() -> Builder {
        Builder {
            graph: Graph {
                locals: Vec::new(),
                places: Vec::new(),
                blocks: vec![Block::default()],
                closure: None,
                closure_kind: None,
                makes_future: false,
                type_names: Default::default(),
                cloneable: Default::default(),
                guarded: Vec::new(),
                imagined: Default::default(),
                closures: Vec::new(),
                regions: None,
            },
            types: Vec::new(),
            names: HashMap::new(),
            interned: HashMap::new(),
            block: 0,
            next: 1000,
        }
    }

    fn local(&mut self, name: &str, ty: &str, kind: LocalKind, initialised: bool) {
        let ty = Type::parse(ty);
        let place = PlaceId(self.graph.places.len() as u32);
        let local = LocalId(self.graph.locals.len() as u32);
        self.graph.places.push(Place {
            local,
            parent: None,
            text: name.to_owned(),
            ty: ty.place_type(),
            behind_reference: false,
        });
        self.types.push(ty);
        self.graph.locals.push(Local {
            kind,
            place,
            initialised,
        });
        self.names.insert(name.to_owned(), local);
    }

    /// Named locals, `x: D, y: (D,N)`; separated by `;`.
    pub(super) fn lets(mut self, declarations: &str) -> Self {
        for declaration in declarations.split("; ") {
            let (name, ty) = declaration.split_once(": ").expect("a type");
            let kind = LocalKind::Named(ValueId(self.graph.locals.len() as u32));
            self.local(name, ty, kind, false);
        }
        self
    }

    pub(super) fn parameter(mut self, name: &str, ty: &str) -> Self {
        let kind = LocalKind::Named(ValueId(self.graph.locals.len() as u32));
        self.local(name, ty, kind, true);
        self
    }

    pub(super) fn captured(mut self, name: &str, ty: &str, by_ref: bool) -> Self {
        let value = ValueId(self.graph.locals.len() as u32);
        self.local(
            name,
            ty,
            LocalKind::Captured {
                value,
                by_ref,
                mutable: true,
                shared: false,
            },
            true,
        );
        self
    }

    pub(super) fn temporary(mut self, name: &str, ty: &str) -> Self {
        self.local(name, ty, LocalKind::Temporary, false);
        self
    }

    /// Continues in another block, made if it does not exist.
    pub(super) fn block(mut self, index: usize) -> Self {
        while self.graph.blocks.len() <= index {
            self.graph.blocks.push(Block::default());
        }
        self.block = index;
        self
    }

    /// Ends the block: where control goes on.
    pub(super) fn goto(mut self, successors: &[u32]) -> Self {
        self.graph.blocks[self.block].successors =
            successors.iter().map(|&it| BlockId(it)).collect();
        self
    }

    /// The place's id, with all fields of its prefixes interned, as lowering does for moved places.
    pub(super) fn place(&mut self, text: &str) -> PlaceId {
        if let Some(inner) = text.strip_prefix("&(").and_then(|it| it.strip_suffix(')')) {
            let inner = self.place(inner);
            return self.project(inner, Projection::Deref);
        }
        if let Some((inner, index)) = text.strip_suffix(']').and_then(|it| it.rsplit_once('[')) {
            let inner = self.place(inner);
            let projection = match index.split_once("..") {
                Some((from, to)) => Projection::Subslice {
                    from: from.parse().unwrap_or(0),
                    to: to.parse().unwrap_or(0),
                },
                None if index == "_" => Projection::Index,
                None => Projection::ConstantIndex {
                    offset: index.trim_start_matches('-').parse().expect("index"),
                    min_length: 0,
                    from_end: index.starts_with('-'),
                },
            };
            return self.project(inner, projection);
        }
        if let Some((inner, field)) = text.rsplit_once('.') {
            let field = field.parse().expect("field");
            let (inner, variant) = match inner.rsplit_once('@') {
                Some((inner, variant)) => (inner, variant.parse().expect("variant")),
                None => (inner, 0),
            };
            let inner = self.place(inner);
            self.intern_fields(inner);
            return self.project(inner, Projection::Field { variant, field });
        }
        if let Some(inner) = text.strip_prefix('*') {
            let inner = self.place(inner);
            return self.project(inner, Projection::BoxDeref);
        }
        if let Some(inner) = text.strip_prefix('&') {
            let inner = self.place(inner);
            return self.project(inner, Projection::Deref);
        }
        self.graph.local(self.names[text]).place
    }

    fn intern_fields(&mut self, place: PlaceId) {
        let variants = match &self.types[place.index()] {
            Type::Tuple(fields) => vec![fields.clone()],
            Type::Enum(variants) => variants.clone(),
            _ => return,
        };
        for (variant, fields) in variants.iter().enumerate() {
            for (field, _) in fields.iter().enumerate().filter(|(_, ty)| ty.needs_drop()) {
                let (variant, field) = (variant as u32, field as u32);
                self.project(place, Projection::Field { variant, field });
            }
        }
    }

    fn project(&mut self, place: PlaceId, projection: Projection) -> PlaceId {
        if let Some(&known) = self.interned.get(&(place, projection)) {
            return known;
        }
        let whole = self.graph.place(place).clone();
        let multivariant = matches!(self.types[place.index()], Type::Enum(_));
        let text = match projection {
            Projection::Deref | Projection::BoxDeref => format!("*{}", whole.text),
            Projection::Field { variant, field } if multivariant => {
                format!("{}@{variant}.{field}", whole.text)
            }
            Projection::Field { field, .. } => format!("{}.{field}", whole.text),
            _ => format!("{}[_]", whole.text),
        };
        let ty = self.types[place.index()].part(projection);
        let id = PlaceId(self.graph.places.len() as u32);
        self.graph.places.push(Place {
            local: whole.local,
            parent: Some((place, projection)),
            text,
            ty: ty.place_type(),
            behind_reference: whole.behind_reference || projection == Projection::Deref,
        });
        self.types.push(ty);
        self.interned.insert((place, projection), id);
        id
    }

    fn fresh(&mut self) -> Origin {
        self.next += 1;
        Origin::Expr(self.next)
    }

    pub(super) fn push(&mut self, kind: StatementKind, origin: Origin) {
        self.graph.blocks[self.block]
            .statements
            .push(Statement { kind, origin });
    }

    pub(super) fn usage(origin: Origin) -> Usage {
        Usage {
            origin,
            cause: Cause::Initialiser,
            into: Destination::Temporary,
            capture: None,
            matched: None,
        }
    }

    /// `let place = …` or the first assignment.
    pub(super) fn init(mut self, place: &str) -> Self {
        let (place, origin) = (self.place(place), self.fresh());
        let value = Rvalue::Operands(vec![Operand::Constant]);
        self.push(
            StatementKind::Assign {
                place,
                value,
                written: None,
            },
            origin,
        );
        self
    }

    /// `place = …`, at a position, with the drop of the old value in front.
    pub(super) fn assign(mut self, place: &str, at: u32) -> Self {
        let (place, origin) = (self.place(place), Origin::Expr(at));
        let value = Rvalue::Operands(vec![Operand::Constant]);
        let drop = StatementKind::Drop {
            place,
            order: 0,
            replaced: true,
            leaving: false,
            created: None,
        };
        self.push(drop, origin);
        self.push(
            StatementKind::Assign {
                place,
                value,
                written: Some(Origin::Item),
            },
            origin,
        );
        self
    }

    pub(super) fn evaluate(
        mut self,
        operand: impl FnOnce(PlaceId, Usage) -> Operand,
        place: &str,
        at: u32,
    ) -> Self {
        let place = self.place(place);
        let operand = operand(place, Self::usage(Origin::Expr(at)));
        self.push(
            StatementKind::Evaluate(Rvalue::Operands(vec![operand])),
            Origin::Expr(at),
        );
        self
    }

    /// Moves out of the place.
    pub(super) fn take(self, place: &str, at: u32) -> Self {
        self.evaluate(Operand::Move, place, at)
    }

    pub(super) fn copy(self, place: &str, at: u32) -> Self {
        self.evaluate(Operand::Copy, place, at)
    }

    pub(super) fn borrow(mut self, place: &str, at: u32, kind: BorrowKind) -> Self {
        let place = self.place(place);
        let usage = Self::usage(Origin::Expr(at));
        let reference = Reference {
            place,
            kind,
            usage,
            implicit: false,
        };
        self.push(
            StatementKind::Evaluate(Rvalue::Ref(reference)),
            Origin::Expr(at),
        );
        self
    }

    /// A scope's end at a position: drops in the given order, then the storage ends.
    pub(super) fn end(mut self, names: &str, at: u32) -> Self {
        let places: Vec<PlaceId> = names.split(' ').map(|name| self.place(name)).collect();
        for (order, &place) in places.iter().enumerate() {
            let drop = StatementKind::Drop {
                place,
                order: order as u64,
                replaced: false,
                leaving: false,
                created: None,
            };
            self.push(drop, Origin::ExprEnd(at));
            let local = self.graph.place(place).local;
            self.push(StatementKind::StorageDead(local), Origin::ExprEnd(at));
        }
        self
    }

    pub(super) fn statement(mut self, kind: impl FnOnce(&mut Self) -> StatementKind) -> Self {
        let (kind, origin) = (kind(&mut self), self.fresh());
        self.push(kind, origin);
        self
    }

    pub(super) fn live(self, name: &str) -> Self {
        self.statement(|it| StatementKind::StorageLive(it.names[name]))
    }

    pub(super) fn forget(self, place: &str) -> Self {
        self.statement(|it| StatementKind::Forget(it.place(place)))
    }

    pub(super) fn holds(self, place: &str, variant: u32, holds: bool) -> Self {
        self.statement(|it| StatementKind::AssumeVariant {
            place: it.place(place),
            variant,
            holds,
        })
    }

    pub(super) fn events(&self) -> Vec<String> {
        analyse(&self.graph, &[]).events.iter().map(show).collect()
    }

    /// The drops alone.
    pub(super) fn drops(&self) -> Vec<String> {
        self.events()
            .into_iter()
            .filter(|it| it.starts_with("drop") || it.starts_with("temp"))
            .collect()
    }
}

/// An event on one line.
pub(super) fn show(event: &Event<Origin>) -> String {
    let place = &event.place;
    let text = match &event.kind {
        EventKind::Move(_) => format!("move {place}"),
        EventKind::Copy(_) => format!("copy {place}"),
        EventKind::Borrow(borrow) => {
            let again = if borrow.reborrow {
                "reborrow"
            } else {
                "borrow"
            };
            format!("{again} {place} {:?}", borrow.kind)
        }
        EventKind::Assign(assign) => {
            let first = if assign.initialises {
                " initialises"
            } else {
                ""
            };
            let again = if assign.after_move { " after move" } else { "" };
            format!("assign {place}{first}{again}")
        }
        EventKind::Drop(drop) => {
            let maybe = if drop.conditional { " maybe" } else { "" };
            let fields = if drop.fields.is_empty() {
                String::new()
            } else {
                format!(" {:?}", drop.fields)
            };
            let old = if drop.replaced { " replaced" } else { "" };
            format!("drop {place}{fields}{maybe}{old} #{}", drop.order)
        }
        EventKind::TempDrop { conditional, .. } => {
            format!("temp {place}{}", if *conditional { " maybe" } else { "" })
        }
    };
    let at = match event.at {
        Origin::Expr(at) => format!("{at}"),
        Origin::ExprEnd(at) => format!("end {at}"),
        other => format!("{other:?}"),
    };
    format!("{text} @{at}")
}
