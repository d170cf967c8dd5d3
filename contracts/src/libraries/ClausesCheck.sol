// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Clause, Lock, Monthly, Share} from "../types/Clauses.sol";
import {Rules} from "../types/Terms.sol";

/// @title ClausesCheck
/// @notice Refuses clauses that could not be carried out. They have one running number: monthly clauses first, then the clauses
/// over cumulative revenue.
library ClausesCheck {
    uint256 internal constant MAX_CLAUSES = 32;
    uint256 internal constant ONE_BPS = 10_000;

    /// @notice Thrown when the weights of a clause add up to something else than its total.
    error SharesDoNotSum(uint256 clause, uint256 given, uint256 expected);

    /// @notice Thrown when a clause shares nothing: its total is zero.
    error NothingToShare(uint256 clause);

    /// @notice Thrown when a share has weight zero.
    error ShareEmpty(uint256 clause, uint16 party);

    /// @notice Thrown when a clause names a party twice.
    error SharePartyTwice(uint256 clause, uint16 party);

    /// @notice Thrown when a share names neither a party nor a register of the terms.
    error NoSuchParty(uint256 clause, uint16 party);

    /// @notice Thrown when a clause would take more than all, in basis points.
    error RateAboveOne(uint256 clause, uint16 rateBps);

    /// @notice Thrown when the last clause does not take all that is left, unlocked.
    error LastClauseNotResidual();

    /// @notice Thrown when a lock has a fact or a default, but no deadline.
    error LockWithoutDeadline(uint256 clause);

    /// @notice Thrown when a lock does not say who gets the money without the fact.
    error LockWithoutDefault(uint256 clause);

    /// @notice Thrown when a clause has a meter, a price or a default quantity, but nothing the price buys.
    error PriceWithoutQuantity(uint256 clause);

    /// @notice Thrown when a clause continues one that the amended version does not have.
    error NoSuchContinuation(uint256 clause, uint256 continues);

    /// @notice Thrown when two clauses continue the same one.
    error ContinuedTwice(uint256 clause, uint256 continues);

    /// @notice Thrown when the terms have more clauses than can be settled at once.
    error TooManyClauses(uint256 given, uint256 limit);

    /// @notice Checks all clauses.
    /// @param receivers How many receivers the terms have: parties, then registers.
    function requireSound(Rules memory rules, uint256 receivers) internal pure {
        uint256 clauses = rules.monthly.length + rules.clauses.length;
        require(clauses <= MAX_CLAUSES, TooManyClauses(clauses, MAX_CLAUSES));
        for (uint256 i; i < rules.monthly.length; ++i) {
            Monthly memory clause = rules.monthly[i];
            bool metered = clause.price != 0 || clause.meter != 0 || clause.defaultQuantity != 0;
            require(clause.perQuantity != 0 || !metered, PriceWithoutQuantity(i));
            require(clause.rateBps <= ONE_BPS, RateAboveOne(i, clause.rateBps));
            _requireShares(i, clause.shares, clause.total, receivers);
        }
        _requireClauses(rules, receivers);
    }

    function _requireClauses(Rules memory rules, uint256 receivers) private pure {
        uint256 count = rules.clauses.length;
        for (uint256 i; i < count; ++i) {
            Clause memory clause = rules.clauses[i];
            uint256 number = rules.monthly.length + i;
            require(clause.rateBps <= ONE_BPS, RateAboveOne(number, clause.rateBps));
            _requireShares(number, clause.shares, clause.total, receivers);

            Lock memory lock = clause.lock;
            bool waits = lock.topic != 0 || lock.subject != 0 || lock.otherwise.length != 0;
            require(lock.by != 0 || !waits, LockWithoutDeadline(number));
            if (lock.by == 0) continue;
            require(lock.otherwise.length != 0, LockWithoutDefault(number));
            _requireShares(number, lock.otherwise, clause.total, receivers);
        }

        require(count != 0, LastClauseNotResidual());
        Clause memory last = rules.clauses[count - 1];
        require(last.rateBps == ONE_BPS && last.limit == 0 && last.lock.by == 0, LastClauseNotResidual());
    }

    function _requireShares(uint256 clause, Share[] memory shares, uint256 total, uint256 receivers) private pure {
        require(total != 0, NothingToShare(clause));
        uint256 seen;
        uint256 sum;
        // Cannot overflow: a weight has 32 bits.
        unchecked {
            for (uint256 i; i < shares.length; ++i) {
                Share memory share = shares[i];
                uint16 party = share.party;
                require(party < receivers, NoSuchParty(clause, party));
                require(seen >> party & 1 == 0, SharePartyTwice(clause, party));
                require(share.weight != 0, ShareEmpty(clause, party));
                seen |= 1 << party;
                sum += share.weight;
            }
        }
        require(sum == total, SharesDoNotSum(clause, sum, total));
    }

    /// @notice Whether the terms wait for facts.
    function needsQuorum(Rules memory rules) internal pure returns (bool) {
        if (rules.period.closeAfter != 0) return true;
        for (uint256 i; i < rules.clauses.length; ++i) {
            if (rules.clauses[i].lock.by != 0) return true;
        }
        return false;
    }

    /// @notice Checks that each clause which continues one names one of the amended version, and no other does.
    /// @param monthly How many monthly clauses the amended version has; zero for a first version.
    /// @param clauses How many clauses over cumulative revenue the amended version has; zero for a first version.
    function requireContinuation(Rules memory rules, uint256 monthly, uint256 clauses) internal pure {
        uint256 seen;
        for (uint256 i; i < rules.monthly.length; ++i) {
            seen = _continue(seen, i, rules.monthly[i].continues, monthly);
        }
        seen = 0;
        for (uint256 i; i < rules.clauses.length; ++i) {
            seen = _continue(seen, rules.monthly.length + i, rules.clauses[i].continues, clauses);
        }
    }

    function _continue(uint256 seen, uint256 clause, uint256 continues, uint256 limit) private pure returns (uint256) {
        if (continues == 0) return seen;
        require(continues <= limit, NoSuchContinuation(clause, continues));
        require(seen >> continues & 1 == 0, ContinuedTwice(clause, continues));
        return seen | 1 << continues;
    }
}
