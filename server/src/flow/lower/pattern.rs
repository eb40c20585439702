//! Patterns: the places they look at and the bindings they make (`rustc_mir_build::builder::matches`).
//!
//! No decision tree is built: which test runs first does not matter for ownership. A pattern becomes
//! candidates, one for each combination of or-pattern alternatives that bind names.

use ra_ap_hir_def::{
    VariantId,
    hir::{BindingId, ExprId, Pat, PatId},
};
use ra_ap_hir_ty::{ByRef, next_solver::TyKind};
use ra_ap_rustc_type_ir::inherent::IntoKind;

use super::{Lower, Thir, binding_origin};
use crate::{
    facts::{BorrowKind, Cause, Destination},
    flow::graph::{
        BlockId, LocalKind, Operand, Origin, PlaceId, Projection, Reference, Rvalue, StatementKind,
        Usage,
    },
};

/// Alternatives of or-patterns multiply; patterns beyond this many combinations are cut off there.
const MAX_CANDIDATES: usize = 128;

/// More places than this at which a value is still to be matched are treated as one.
const MAX_PENDING: usize = 16;

/// One way to match a pattern.
#[derive(Debug, Clone, Default)]
pub(super) struct Candidate {
    bindings: Vec<PatternBinding>,
    /// What must hold, in the order of the pattern.
    tests: Vec<Test>,
}

/// What a pattern asks of a place.
#[derive(Debug, Clone)]
enum Test {
    /// An enum holds the variant.
    Variant(PlaceId, u32),
    /// One of several alternatives that bind nothing.
    Any(Vec<Vec<Test>>),
    /// The value is compared with something: a string, range, constant or length.
    Compare(PlaceId, PatId),
    /// A number, truth value or character is one of those that a jump goes by.
    Switch(PlaceId),
    /// Nothing is looked at but whether there is a value.
    Other(PlaceId),
}

/// What patterns are held against.
#[derive(Debug, Clone, Copy)]
pub(super) struct Matched {
    /// The expression.
    pub(super) place: Origin,
    /// Where rustc has the jumps that go by a value: at the `match` up to its arms, else at the pattern.
    pub(super) head: Origin,
}

impl Matched {
    /// What the one pattern is held against.
    fn by(pat: PatId, place: Origin) -> Matched {
        let head = super::pat_origin(pat);
        Matched { place, head }
    }
}

/// A point at which a value is matched, and what the tests before it have shown.
#[derive(Debug, Clone)]
pub(super) struct Pending {
    block: BlockId,
    known: Vec<(PlaceId, Known)>,
}

/// What is known about the variant of an enum.
#[derive(Debug, Clone)]
enum Known {
    Is(u32),
    IsNone(Vec<u32>),
}

/// A name that a pattern binds, and the place it binds it to.
#[derive(Debug, Clone, Copy)]
pub(super) struct PatternBinding {
    pat: PatId,
    pub(super) id: BindingId,
    pub(super) place: PlaceId,
    by_ref: ByRef,
}

impl PatternBinding {
    fn is_reference(&self) -> bool {
        matches!(self.by_ref, ByRef::Yes(_))
    }
}

impl<'db> Lower<'_, 'db> {
    /// All ways in which `place` can match the pattern.
    pub(super) fn candidates(&mut self, pat: PatId, place: PlaceId) -> Vec<Candidate> {
        let mut candidates = vec![Candidate::default()];
        self.flatten(pat, place, &mut candidates);
        candidates
    }

    fn flatten(&mut self, pat: PatId, place: PlaceId, candidates: &mut Vec<Candidate>) {
        let place = self.adjusted_pattern_place(pat, place);
        match &self.cx.store[pat] {
            Pat::Or(alternatives) => {
                self.flatten_alternatives(alternatives, place, candidates);
                return;
            }
            Pat::Bind { id, .. } => {
                let by_ref = self
                    .cx
                    .infer
                    .binding_mode(pat)
                    .map_or(ByRef::No, |mode| mode.0);
                let binding = PatternBinding {
                    pat,
                    id: *id,
                    place,
                    by_ref,
                };
                // In `x @ sub` what `sub` binds comes first: it may copy from what `x` moves.
                for (part, sub) in self.parts(pat, place) {
                    self.flatten(sub, part, candidates);
                }
                for candidate in candidates.iter_mut() {
                    candidate.bindings.push(binding);
                }
                return;
            }
            Pat::Range { .. } => compare(candidates, place, pat),
            Pat::Lit(_) | Pat::ConstBlock(_) => self.test_value(candidates, place, pat),
            Pat::Path(_) | Pat::TupleStruct { .. } | Pat::Record { .. } => {
                self.test_variant(pat, place, candidates);
            }
            Pat::Slice {
                prefix,
                slice,
                suffix,
            } => {
                let any_length = slice.is_some() && prefix.is_empty() && suffix.is_empty();
                if !any_length && !matches!(self.builder.ty(place).kind(), TyKind::Array(..)) {
                    compare(candidates, place, pat);
                }
            }
            _ => {}
        }
        for (part, sub) in self.parts(pat, place) {
            self.flatten(sub, part, candidates);
        }
    }

    fn flatten_alternatives(
        &mut self,
        alternatives: &'db [PatId],
        place: PlaceId,
        candidates: &mut Vec<Candidate>,
    ) {
        let mut binds = false;
        for &alternative in alternatives {
            self.cx
                .store
                .walk_bindings_in_pat(alternative, |_| binds = true);
        }
        if !binds || candidates.len() * alternatives.len() > MAX_CANDIDATES {
            let tests = self.alternative_tests(alternatives, place);
            for candidate in candidates.iter_mut() {
                candidate.tests.push(tests.clone());
            }
            if !binds {
                return;
            }
        }
        let before = std::mem::take(candidates);
        for &alternative in alternatives {
            let mut matching = before.clone();
            self.flatten(alternative, place, &mut matching);
            candidates.extend(matching);
            if candidates.len() > MAX_CANDIDATES {
                break;
            }
        }
    }

    fn alternative_tests(&mut self, alternatives: &'db [PatId], place: PlaceId) -> Test {
        let mut tests = Vec::with_capacity(alternatives.len());
        for &alternative in alternatives {
            let candidates = self.candidates(alternative, place);
            tests.extend(candidates.into_iter().map(|candidate| candidate.tests));
        }
        let looks_at_place =
            |tests: &Vec<Test>| tests.iter().any(|test| !matches!(test, Test::Other(_)));
        if tests.iter().any(looks_at_place) {
            Test::Any(tests)
        } else {
            Test::Other(place)
        }
    }

    fn test_variant(&mut self, pat: PatId, place: PlaceId, candidates: &mut [Candidate]) {
        match self.cx.infer.variant_resolution_for_pat(pat) {
            Some(VariantId::EnumVariantId(variant)) => {
                if self.cx.types.is_multi_variant(self.builder.ty(place)) {
                    let index = self.cx.types.variant_index(variant);
                    for candidate in candidates.iter_mut() {
                        candidate.tests.push(Test::Variant(place, index));
                    }
                }
            }
            Some(_) => {}
            // A constant, or a variant that inference names by type only.
            None => self.test_value(candidates, place, pat),
        }
    }

    /// Adds that the value at `place` is the constant that the pattern names
    /// (`rustc_mir_build`'s `TestKind::SwitchInt`, `If`, `StringEq` and `ScalarEq`).
    fn test_value(&mut self, candidates: &mut [Candidate], place: PlaceId, pat: PatId) {
        let ty = self.builder.ty(place);
        match ty.kind() {
            TyKind::Bool | TyKind::Char | TyKind::Int(_) | TyKind::Uint(_) => {
                add_test(candidates, &Test::Switch(place));
            }
            TyKind::Ref(_, inner, _) if matches!(inner.kind(), TyKind::Str) => {
                let text = self.builder.deref(&mut self.cx.types, place, inner);
                compare(candidates, text, pat);
            }
            _ => compare(candidates, place, pat),
        }
    }

    /// The subpatterns of a pattern with the parts of `place` that they match.
    pub(super) fn subpatterns(&mut self, pat: PatId, place: PlaceId) -> Vec<(PlaceId, PatId)> {
        let place = self.adjusted_pattern_place(pat, place);
        self.parts(pat, place)
    }

    /// The place behind the references that default binding modes look through.
    fn adjusted_pattern_place(&mut self, pat: PatId, mut place: PlaceId) -> PlaceId {
        let adjustments = self.cx.infer.pat_adjustment(pat).unwrap_or_default();
        for (index, adjustment) in adjustments.iter().enumerate() {
            let target = match adjustments.get(index + 1) {
                Some(next) => next.source.as_ref(),
                None => match adjustment.source.as_ref().builtin_deref(true) {
                    Some(target) => target,
                    None => self.cx.infer.pat_ty(pat),
                },
            };
            place = self.builder.deref(&mut self.cx.types, place, target);
        }
        place
    }

    fn parts(&mut self, pat: PatId, place: PlaceId) -> Vec<(PlaceId, PatId)> {
        match &self.cx.store[pat] {
            Pat::Tuple { args, ellipsis } => {
                let fields = self
                    .builder
                    .ty(place)
                    .as_tuple()
                    .map_or(args.len(), |f| f.len());
                self.positional(place, 0, fields as u32, args, *ellipsis)
            }
            Pat::TupleStruct { args, ellipsis, .. } => {
                let Some(variant) = self.cx.infer.variant_resolution_for_pat(pat) else {
                    return Vec::new();
                };
                let fields = self.cx.types.field_count(variant);
                let index = self.cx.types.index_of(variant);
                self.positional(place, index, fields, args, *ellipsis)
            }
            Pat::Record { args, .. } => {
                let Some(variant) = self.cx.infer.variant_resolution_for_pat(pat) else {
                    return Vec::new();
                };
                args.iter()
                    .filter_map(|field| {
                        let index = variant.fields(self.cx.db).field(&field.name)?;
                        let index = index.into_raw().into_u32();
                        let variant = self.cx.types.index_of(variant);
                        Some((self.field_part(place, variant, index)?, field.pat))
                    })
                    .collect()
            }
            Pat::Ref { pat: inner, .. } if self.cx.infer.is_skipped_ref_pat(pat) => {
                vec![(place, *inner)]
            }
            Pat::Ref { pat: inner, .. } | Pat::Box { inner } | Pat::Deref { inner } => {
                let ty = self.builder.ty(place);
                let Some(target) = ty.builtin_deref(true) else {
                    return Vec::new();
                };
                vec![(
                    self.builder.deref(&mut self.cx.types, place, target),
                    *inner,
                )]
            }
            Pat::Slice {
                prefix,
                slice,
                suffix,
            } => self.elements(place, prefix, *slice, suffix),
            Pat::Bind {
                subpat: Some(sub), ..
            } => vec![(place, *sub)],
            _ => Vec::new(),
        }
    }

    fn positional(
        &mut self,
        place: PlaceId,
        variant: u32,
        fields: u32,
        args: &[PatId],
        ellipsis: Option<u32>,
    ) -> Vec<(PlaceId, PatId)> {
        let skipped = fields.saturating_sub(args.len() as u32);
        args.iter()
            .enumerate()
            .filter_map(|(index, &arg)| {
                let index = index as u32;
                let behind = ellipsis.is_some_and(|ellipsis| index >= ellipsis);
                let field = if behind { index + skipped } else { index };
                Some((self.field_part(place, variant, field)?, arg))
            })
            .collect()
    }

    fn field_part(&mut self, place: PlaceId, variant: u32, field: u32) -> Option<PlaceId> {
        let ty = self
            .cx
            .types
            .field(self.builder.ty(place), variant, field)?;
        let projection = Projection::Field { variant, field };
        Some(
            self.builder
                .project(&mut self.cx.types, place, projection, ty),
        )
    }

    fn elements(
        &mut self,
        place: PlaceId,
        prefix: &[PatId],
        slice: Option<PatId>,
        suffix: &[PatId],
    ) -> Vec<(PlaceId, PatId)> {
        let ty = self.builder.ty(place);
        let Some(element) = ty.builtin_index() else {
            return Vec::new();
        };
        let min_length = (prefix.len() + suffix.len()) as u32;
        let mut parts = Vec::new();
        let mut part = |this: &mut Self, projection, ty, pat| {
            let part = this
                .builder
                .project(&mut this.cx.types, place, projection, ty);
            parts.push((part, pat));
        };
        for (offset, &pat) in prefix.iter().enumerate() {
            let offset = offset as u32;
            part(
                self,
                Projection::ConstantIndex {
                    offset,
                    min_length,
                    from_end: false,
                },
                element,
                pat,
            );
        }
        if let Some(rest) = slice {
            let (from, to) = (prefix.len() as u32, suffix.len() as u32);
            part(
                self,
                Projection::Subslice { from, to },
                self.cx.infer.pat_ty(rest),
                rest,
            );
        }
        for (index, &pat) in suffix.iter().enumerate() {
            let offset = (suffix.len() - index) as u32;
            part(
                self,
                Projection::ConstantIndex {
                    offset,
                    min_length,
                    from_end: true,
                },
                element,
                pat,
            );
        }
        parts
    }

    /// The place that a value is matched in. One that is known when the program is compiled is there all the time
    /// if the patterns lend it.
    pub(super) fn matched_place(&mut self, e: Thir, patterns: &[PatId]) -> PlaceId {
        let (mut lends, mut changes) = (false, false);
        for &pattern in patterns {
            self.cx.store.walk_pats(pattern, &mut |pat| {
                if let Pat::Bind { .. } = self.cx.store[pat]
                    && let Some(ByRef::Yes(mutability)) =
                        self.cx.infer.binding_mode(pat).map(|mode| mode.0)
                {
                    lends = true;
                    changes |= mutability.is_mut();
                }
            });
        }
        match lends && !changes {
            true => self.lent_place(e),
            false => self.place(e),
        }
    }

    // ----- binding -----------------------------------------------------------------------------

    /// Binds a pattern that cannot fail; its locals are declared already. `matched` is what the user
    /// wrote for the place.
    pub(super) fn bind_irrefutable(&mut self, pat: PatId, place: PlaceId, matched: Origin) {
        self.bind_first_match(pat, place, Matched::by(pat, matched));
        self.schedule_bindings(pat);
    }

    /// Binds the pattern, or fails the enclosing condition. Where it fails nothing has been bound yet.
    pub(super) fn match_or_fail(&mut self, pat: PatId, place: PlaceId, matched: Origin) {
        let failed = self.bind_first_match(pat, place, Matched::by(pat, matched));
        let matched = self.builder.current();
        for pending in failed {
            self.builder.switch_to(pending.block);
            self.fail();
        }
        self.builder.switch_to(matched);
        self.schedule_bindings(pat);
    }

    /// Binds by the first candidate that matches, and gives where none does. The drops of the bindings
    /// are not scheduled yet.
    fn bind_first_match(&mut self, pat: PatId, place: PlaceId, matched: Matched) -> Vec<Pending> {
        let candidates = self.candidates(pat, place);
        let join = self.builder.new_block();
        let mut pending = vec![self.pending()];
        for candidate in candidates {
            pending = self.test(&candidate, pending, matched);
            self.bind(&candidate, matched);
            self.goto(join);
        }
        self.builder.switch_to(join);
        pending
    }

    /// Where matching starts: the current block, with nothing known.
    pub(super) fn pending(&self) -> Pending {
        Pending {
            block: self.builder.current(),
            known: Vec::new(),
        }
    }

    /// Where a guard fails after the candidate has matched.
    pub(super) fn after_guard(&self, block: BlockId, candidate: &Candidate) -> Pending {
        let known = candidate.tests.iter().filter_map(|test| match *test {
            Test::Variant(place, variant) => Some((place, Known::Is(variant))),
            Test::Any(_) | Test::Compare(..) | Test::Switch(_) | Test::Other(_) => None,
        });
        Pending {
            block,
            known: known.collect(),
        }
    }

    /// Tests the candidate at all pending points: goes on in a block where it has matched and gives the
    /// points where it has not.
    ///
    /// A variant that a test before has shown or ruled out is not tested again, as in rustc's decision
    /// tree: else paths that cannot happen would make places look maybe-moved.
    pub(super) fn test(
        &mut self,
        candidate: &Candidate,
        pending: Vec<Pending>,
        matched: Matched,
    ) -> Vec<Pending> {
        let holds = self.builder.new_block();
        let mut failed = Vec::new();
        if pending.is_empty() {
            self.builder.imagine(holds);
        }
        for point in pending {
            if let Some(point) = self.test_all(&candidate.tests, point, matched, &mut failed) {
                self.builder.link(point.block, holds);
            }
        }
        self.builder.switch_to(holds);
        self.merge_pending(failed)
    }

    /// Where all tests hold, if they can; the points where one does not are added to `failed`.
    fn test_all(
        &mut self,
        tests: &[Test],
        mut point: Pending,
        matched: Matched,
        failed: &mut Vec<Pending>,
    ) -> Option<Pending> {
        for test in tests {
            point = match test {
                Test::Variant(place, variant) => {
                    self.test_for_variant((*place, *variant), point, matched, failed)?
                }
                Test::Any(alternatives) => self.test_any(alternatives, point, matched, failed),
                Test::Compare(..) | Test::Switch(_) | Test::Other(_) => {
                    self.simple_test(test, point.block, matched);
                    let other = self.builder.new_block();
                    self.builder.link(point.block, other);
                    failed.push(Pending {
                        block: other,
                        known: point.known.clone(),
                    });
                    point
                }
            };
        }
        Some(point)
    }

    fn test_for_variant(
        &mut self,
        (place, variant): (PlaceId, u32),
        mut point: Pending,
        matched: Matched,
        failed: &mut Vec<Pending>,
    ) -> Option<Pending> {
        let index = point.known.iter().position(|(known, _)| *known == place);
        let ruled_out = match index.map(|index| &point.known[index].1) {
            Some(Known::Is(known)) if *known == variant => return Some(point),
            Some(Known::Is(_)) => {
                failed.push(point);
                return None;
            }
            Some(Known::IsNone(others)) if others.contains(&variant) => {
                failed.push(point);
                return None;
            }
            Some(Known::IsNone(others)) => others.clone(),
            None => Vec::new(),
        };
        if let Some(index) = index {
            point.known.swap_remove(index);
        }
        let count = self.cx.types.shape(self.builder.ty(place)).len();
        if ruled_out.len() + 1 < count {
            let block = self.assume(point.block, (place, variant), false, matched);
            let mut known = point.known.clone();
            known.push((place, Known::IsNone([&ruled_out[..], &[variant]].concat())));
            failed.push(Pending { block, known });
        }
        point.block = self.assume(point.block, (place, variant), true, matched);
        point.known.push((place, Known::Is(variant)));
        Some(point)
    }

    /// One alternative after the other; where one holds, no more is known than before.
    fn test_any(
        &mut self,
        alternatives: &[Vec<Test>],
        point: Pending,
        matched: Matched,
        failed: &mut Vec<Pending>,
    ) -> Pending {
        let holds = self.builder.new_block();
        let known = point.known.clone();
        let mut pending = vec![point];
        for tests in alternatives {
            let mut rest = Vec::new();
            for point in pending {
                if let Some(point) = self.test_all(tests, point, matched, &mut rest) {
                    self.builder.link(point.block, holds);
                }
            }
            pending = self.merge_pending(rest);
        }
        failed.extend(pending);
        Pending {
            block: holds,
            known,
        }
    }

    /// Too many points would be tested again and again: they become one about which nothing is known.
    fn merge_pending(&mut self, pending: Vec<Pending>) -> Vec<Pending> {
        if pending.len() <= MAX_PENDING {
            return pending;
        }
        let block = self.builder.new_block();
        for point in pending {
            self.builder.link(point.block, block);
        }
        vec![Pending {
            block,
            known: Vec::new(),
        }]
    }

    /// A test that shows nothing about which variant an enum has.
    fn simple_test(&mut self, test: &Test, block: BlockId, matched: Matched) {
        let (place, kind, origin): (_, fn(PlaceId) -> StatementKind, _) = match *test {
            Test::Compare(place, pat) => (place, StatementKind::Inspect, super::pat_origin(pat)),
            Test::Switch(place) => (place, StatementKind::Inspect, matched.head),
            Test::Other(place) => (place, StatementKind::Require, matched.place),
            Test::Variant(..) | Test::Any(_) => return,
        };
        let Some(place) = self.resolve(place) else {
            return;
        };
        let saved = self.builder.current();
        self.builder.switch_to(block);
        self.builder.push(kind(place), origin);
        self.builder.switch_to(saved);
    }

    /// A new block behind `from` in which the enum is known to hold the variant, or not to.
    fn assume(
        &mut self,
        from: BlockId,
        (place, variant): (PlaceId, u32),
        holds: bool,
        matched: Matched,
    ) -> BlockId {
        let block = self.builder.new_block();
        self.builder.link(from, block);
        if let Some(place) = self.resolve(place) {
            let saved = self.builder.current();
            self.builder.switch_to(block);
            let kind = StatementKind::AssumeVariant {
                place,
                variant,
                holds,
            };
            self.builder.push(kind, matched.place);
            self.builder.switch_to(saved);
        }
        block
    }

    /// Makes the candidate's bindings.
    pub(super) fn bind(&mut self, candidate: &Candidate, matched: Matched) {
        self.bind_those(candidate, matched, |_| true);
    }

    /// Makes the bindings that are references: in front of a guard, which sees them as they are.
    pub(super) fn bind_references(&mut self, candidate: &Candidate, matched: Matched) {
        self.bind_those(candidate, matched, PatternBinding::is_reference);
    }

    /// Makes the bindings by value: behind a guard.
    pub(super) fn bind_values(&mut self, candidate: &Candidate, matched: Matched) {
        self.bind_those(candidate, matched, |binding| !binding.is_reference());
    }

    fn bind_those(
        &mut self,
        candidate: &Candidate,
        matched: Matched,
        chosen: impl Fn(&PatternBinding) -> bool,
    ) {
        for binding in candidate.bindings.iter().filter(|it| chosen(it)) {
            let Some(&local) = self.locals.get(&binding.id) else {
                continue;
            };
            let dest = self.builder.place_of(local);
            let Some(place) = self.resolve(binding.place) else {
                continue;
            };
            let usage = self.binding_usage(binding, matched);
            let origin = usage.origin;
            let value = match binding.by_ref {
                ByRef::Yes(mutability) => {
                    let kind = if mutability.is_mut() {
                        BorrowKind::Mutable { two_phase: false }
                    } else {
                        BorrowKind::Shared
                    };
                    let implicit = !self.writes_ref(binding.id);
                    Rvalue::Ref(Reference {
                        place,
                        kind,
                        usage,
                        implicit,
                    })
                }
                ByRef::No if self.builder.place(place).ty.copy => {
                    Rvalue::Operands(vec![Operand::Copy(place, usage)])
                }
                // References are made to the promoted value, moves out of one that is made anew.
                ByRef::No if self.is_promoted(place) => Rvalue::Operands(vec![Operand::Constant]),
                ByRef::No => Rvalue::Operands(vec![Operand::Move(place, usage)]),
            };
            self.builder.assign(dest, value, origin);
        }
    }

    fn writes_ref(&self, id: BindingId) -> bool {
        use ra_ap_hir_def::hir::BindingAnnotation::{Ref, RefMut};
        matches!(self.cx.store[id].mode, Ref | RefMut)
    }

    fn binding_usage(&self, binding: &PatternBinding, matched: Matched) -> Usage {
        let cause = Cause::Pattern {
            binding: self.cx.types.name(&self.cx.store[binding.id].name),
            explicit_ref: self.writes_ref(binding.id),
        };
        let into = self
            .cx
            .value_of
            .get(&binding.id)
            .map_or(Destination::Temporary, |&value| Destination::Value(value));
        Usage {
            origin: binding_origin(binding.pat),
            cause,
            into,
            capture: None,
            matched: Some(matched.place),
        }
    }

    /// The places that a guard of a `match` with this candidate must not change: those that it tests, and the
    /// pointers on the way to those that it tests or binds (`rustc_mir_build`'s `collect_fake_borrows`).
    pub(super) fn watched(&mut self, candidate: &Candidate, places: &mut Vec<PlaceId>) {
        let mut tested = Vec::new();
        tested_places(&candidate.tests, &mut tested);
        let bound: Vec<PlaceId> = candidate.bindings.iter().map(|it| it.place).collect();
        for (place, itself) in tested
            .into_iter()
            .map(|it| (it, true))
            .chain(bound.into_iter().map(|it| (it, false)))
        {
            let Some(place) = self.resolve(place) else {
                continue;
            };
            let mut found: Vec<PlaceId> = itself.then_some(place).into_iter().collect();
            let mut at = place;
            while let Some((whole, projection)) = self.builder.place(at).parent {
                if projection == Projection::Deref {
                    found.push(whole);
                }
                at = whole;
            }
            for place in found {
                if !places.contains(&place) {
                    places.push(place);
                }
            }
        }
    }

    /// While a guard runs, the arm's names stand for references to the matched places
    /// (rustc's `RefWithinGuard`): moves happen only once the guard has succeeded.
    pub(super) fn with_guard_bindings(
        &mut self,
        candidate: &Candidate,
        guard: ExprId,
        f: impl FnOnce(&mut Self),
    ) {
        let saved = self.guarded.clone();
        for binding in &candidate.bindings {
            if binding.is_reference() {
                continue;
            }
            let Some(place) = self.resolve(binding.place) else {
                continue;
            };
            let Some(&value) = self.cx.value_of.get(&binding.id) else {
                continue;
            };
            let ty = self.cx.types.reference(self.builder.ty(place), false);
            let name = self.cx.types.name(&self.cx.store[binding.id].name);
            let kind = LocalKind::GuardReference(value);
            let local = self
                .builder
                .local(&mut self.cx.types, kind, name, ty, false);
            let dest = self.builder.place_of(local);
            self.hidden_borrow(dest, place, guard);
            self.guarded.insert(binding.id, local);
        }
        f(self);
        self.guarded = saved;
    }

    /// A borrow that the user has no name for: it makes no event.
    fn hidden_borrow(&mut self, dest: PlaceId, place: PlaceId, expr: ExprId) {
        self.inspect(place, super::expr_origin(expr));
        self.builder.assign(
            dest,
            Rvalue::Operands(vec![Operand::Constant]),
            super::expr_origin(expr),
        );
    }
}

fn tested_places(tests: &[Test], places: &mut Vec<PlaceId>) {
    for test in tests {
        match test {
            Test::Variant(place, _)
            | Test::Compare(place, _)
            | Test::Switch(place)
            | Test::Other(place) => {
                places.push(*place);
            }
            Test::Any(alternatives) => {
                for tests in alternatives {
                    tested_places(tests, places);
                }
            }
        }
    }
}

fn compare(candidates: &mut [Candidate], place: PlaceId, pat: PatId) {
    add_test(candidates, &Test::Compare(place, pat));
}

fn add_test(candidates: &mut [Candidate], test: &Test) {
    for candidate in candidates {
        candidate.tests.push(test.clone());
    }
}
