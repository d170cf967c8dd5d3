// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";

import {Clause, Monthly, Share} from "../types/Clauses.sol";

/// @title Waterfall
/// @notice What each clause takes and each receiver is entitled to. Everything rounds down: what is left stays with the
/// agreement until a later settlement or the end.
library Waterfall {
    using SafeCastLib for uint256;

    uint256 internal constant ONE_BPS = 10_000;

    /// @dev The states of a clause's lock.
    uint256 internal constant WAITING = 0;
    uint256 internal constant UNLOCKED = 1;
    uint256 internal constant LAPSED = 2;

    /// @notice What each clause takes of `revenue`: a function of the total alone, so that when it came plays no part.
    /// @param revenue All that ever reached the clauses, in the asset's smallest unit.
    /// @param limits The most each clause takes, in the asset's smallest unit.
    function takenDown(Clause[] memory clauses, uint256[] memory limits, uint256 revenue)
        internal
        pure
        returns (uint256[] memory taken)
    {
        taken = new uint256[](clauses.length);
        // Cannot overflow: revenue has 128 bits, a rate 16. Cannot underflow: no clause takes more than reaches it.
        unchecked {
            for (uint256 i; i < taken.length; ++i) {
                uint256 part = revenue * clauses[i].rateBps / ONE_BPS;
                if (part > limits[i]) part = limits[i];
                taken[i] = part;
                revenue -= part;
            }
        }
    }

    /// @notice Adds to `amounts` what each receiver is entitled to of the clauses' takings.
    /// @param locks The state of each clause's lock, two bits each.
    /// @param amounts By receiver, in the asset's smallest unit.
    function entitleDown(Clause[] memory clauses, uint256[] memory taken, uint256 locks, uint256[] memory amounts)
        internal
        pure
    {
        for (uint256 i; i < clauses.length; ++i) {
            Clause memory clause = clauses[i];
            uint256 lock = clause.lock.by == 0 ? UNLOCKED : lockOf(locks, i);
            if (lock == UNLOCKED) divideDown(clause.shares, clause.total, taken[i], amounts);
            if (lock == LAPSED) divideDown(clause.lock.otherwise, clause.total, taken[i], amounts);
        }
    }

    /// @notice Adds to `amounts` each receiver's part of `taken`.
    function divideDown(Share[] memory shares, uint256 total, uint256 taken, uint256[] memory amounts) internal pure {
        // Cannot overflow: a weight has 32 bits and what is taken 128.
        unchecked {
            for (uint256 i; i < shares.length; ++i) {
                amounts[shares[i].party] += taken * shares[i].weight / total;
            }
        }
    }

    /// @notice Adds one unit to each receiver's amount in turn until `residue` is gone.
    function dealOut(Share[] memory shares, uint256 residue, uint256[] memory amounts) internal pure {
        uint256 each = residue / shares.length;
        uint256 more = residue % shares.length;
        for (uint256 i; i < shares.length; ++i) {
            amounts[shares[i].party] += i < more ? each + 1 : each;
        }
    }

    /// @notice The sum of `amounts`.
    function sumOf(uint256[] memory amounts) internal pure returns (uint256 sum) {
        for (uint256 i; i < amounts.length; ++i) {
            sum += amounts[i];
        }
    }

    /// @notice The state of the lock of the cumulative clause of that index, among the `locks`, two bits each.
    function lockOf(uint256 locks, uint256 index) internal pure returns (uint256) {
        return locks >> (2 * index) & 3;
    }

    /// @notice Whether a clause waits for the fact that unlocks it.
    function isWaiting(Clause memory clause, uint256 locks, uint256 index) internal pure returns (bool) {
        return clause.lock.by != 0 && lockOf(locks, index) == WAITING;
    }

    /// @notice The index of the first clause that waits for its fact, or the number of clauses.
    function firstWaiting(Clause[] memory clauses, uint256 locks) internal pure returns (uint256 index) {
        while (index < clauses.length && !isWaiting(clauses[index], locks, index)) ++index;
    }

    /// @notice The states of the locks with those lapsed whose deadline has passed.
    /// @param frozenTime How long time stood still, in seconds.
    function lapsedAt(Clause[] memory clauses, uint256 locks, uint256 timestamp, uint256 frozenTime)
        internal
        pure
        returns (uint256)
    {
        for (uint256 i; i < clauses.length; ++i) {
            bool isPast = timestamp > clauses[i].lock.by + frozenTime;
            if (isPast && isWaiting(clauses[i], locks, i)) locks |= LAPSED << (2 * i);
        }
        return locks;
    }

    /// @notice What a month adds to the dues of a clause, in the asset's smallest unit; below zero after a correction.
    /// @param before The cumulative quantity at the month's beginning, in the meter's smallest unit.
    /// @param quantity The cumulative quantity at its end.
    function dueDown(Monthly memory clause, uint256 before, uint256 quantity) internal pure returns (int256) {
        int256 metered;
        if (clause.perQuantity != 0) {
            metered = FixedPointMathLib.fullMulDiv(clause.price, quantity, clause.perQuantity).toInt256()
                - FixedPointMathLib.fullMulDiv(clause.price, before, clause.perQuantity).toInt256();
        }
        return int256(uint256(clause.amount)) + metered;
    }
}
