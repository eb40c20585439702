//! The points and universal regions that each region contains (`rustc_borrowck::region_infer`).
//!
//! Regions that outlive each other are equal: they form one component. Components are computed after those
//! that they outlive, so that each is a union of finished ones.

use crate::flow::graph::regions::{RegionId, Regions};

use super::intervals::Intervals;

/// The edges of the constraint graph, by the region that has to last longer.
#[derive(Debug)]
pub(super) struct Edges {
    /// Where the edges of each region begin in `targets`, and their number.
    starts: Vec<u32>,
    /// Indices into [`Regions::outlives`].
    constraints: Vec<u32>,
}

impl Edges {
    pub(super) fn new(regions: &Regions) -> Edges {
        let mut starts = vec![0u32; regions.count as usize + 1];
        for constraint in &regions.outlives {
            starts[constraint.sup.index() + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut next = starts.clone();
        let mut constraints = vec![0; regions.outlives.len()];
        for (index, constraint) in regions.outlives.iter().enumerate() {
            let slot = &mut next[constraint.sup.index()];
            constraints[*slot as usize] = index as u32;
            *slot += 1;
        }
        Edges {
            starts,
            constraints,
        }
    }

    /// The constraints that demand something of a region, as indices.
    pub(super) fn of(&self, region: u32) -> &[u32] {
        let range = self.starts[region as usize]..self.starts[region as usize + 1];
        &self.constraints[range.start as usize..range.end as usize]
    }
}

/// What every region contains.
#[derive(Debug)]
pub(super) struct Values {
    component: Vec<u32>,
    points: Vec<Intervals>,
    /// Universal regions of which the component contains the end, ascending.
    universal: Vec<Vec<RegionId>>,
}

impl Values {
    /// `live` are the points at which each region is live by itself.
    pub(super) fn new(regions: &Regions, edges: &Edges, live: &[Intervals], points: u32) -> Values {
        let (component, members) = components(regions, edges);
        let mut values = Values {
            component,
            points: Vec::with_capacity(members.len()),
            universal: Vec::with_capacity(members.len()),
        };
        for (index, members) in members.iter().enumerate() {
            let mut contained = Intervals::default();
            let mut universal = Vec::new();
            let mut joined = Vec::new();
            for &region in members {
                if (region as usize) < regions.universal.len() {
                    universal.push(RegionId(region));
                }
                contained.union(&live[region as usize]);
                for &edge in edges.of(region) {
                    let sub = regions.outlives[edge as usize].sub;
                    joined.push(values.component[sub.index()]);
                }
            }
            joined.sort_unstable();
            joined.dedup();
            for &other in joined.iter().filter(|&&it| it as usize != index) {
                contained.union(&values.points[other as usize]);
                universal.extend(&values.universal[other as usize]);
            }
            universal.sort_unstable();
            universal.dedup();
            if !universal.is_empty() {
                contained = Intervals::of(0..points);
            }
            values.points.push(contained);
            values.universal.push(universal);
        }
        values
    }

    /// The points that a region contains.
    pub(super) fn points(&self, region: RegionId) -> &Intervals {
        &self.points[self.component[region.index()] as usize]
    }

    /// The universal regions that a region has to outlive.
    pub(super) fn universal(&self, region: RegionId) -> &[RegionId] {
        &self.universal[self.component[region.index()] as usize]
    }
}

/// Strongly connected components after Tarjan, without recursion: the component of each region, and the
/// members of each. A component's number is greater than those of all that it leads to.
fn components(regions: &Regions, edges: &Edges) -> (Vec<u32>, Vec<Vec<u32>>) {
    const UNSEEN: u32 = u32::MAX;
    let count = regions.count as usize;
    let mut component = vec![UNSEEN; count];
    let mut order = vec![UNSEEN; count];
    let mut low = vec![0u32; count];
    let mut members: Vec<Vec<u32>> = Vec::new();
    let mut open: Vec<u32> = Vec::new();
    let mut path: Vec<(u32, usize)> = Vec::new();
    let mut next = 0;
    for root in 0..count as u32 {
        if order[root as usize] != UNSEEN {
            continue;
        }
        path.push((root, 0));
        while let Some(&mut (region, ref mut edge)) = path.last_mut() {
            let at = region as usize;
            if *edge == 0 && order[at] == UNSEEN {
                order[at] = next;
                low[at] = next;
                next += 1;
                open.push(region);
            }
            if let Some(&constraint) = edges.of(region).get(*edge) {
                *edge += 1;
                let target = regions.outlives[constraint as usize].sub.index();
                if order[target] == UNSEEN {
                    path.push((target as u32, 0));
                } else if component[target] == UNSEEN {
                    low[at] = low[at].min(order[target]);
                }
                continue;
            }
            path.pop();
            if let Some(&(parent, _)) = path.last() {
                low[parent as usize] = low[parent as usize].min(low[at]);
            }
            if low[at] == order[at] {
                let from = open.iter().rposition(|&it| it == region).unwrap_or(0);
                let of_this = open.split_off(from);
                for &member in &of_this {
                    component[member as usize] = members.len() as u32;
                }
                members.push(of_this);
            }
        }
    }
    (component, members)
}
