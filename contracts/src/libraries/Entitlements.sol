// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";

import {Book, Metered, Version} from "../types/Books.sol";
import {Clause, Monthly} from "../types/Clauses.sol";
import {Agreement, Rules} from "../types/Terms.sol";
import {Waterfall} from "./Waterfall.sol";

/// @title Entitlements
/// @notice What the receivers of a version (parties, then registers) are entitled to and were paid: both follow from totals, the
/// present ones and those of the last settlement, so that no receiver needs a slot.
library Entitlements {
    using FixedPointMathLib for uint256;
    using SafeCastLib for uint256;
    using SafeCastLib for int256;

    /// @notice What each receiver is entitled to so far, paid or not, in the asset's smallest unit.
    /// @param locks The states of the locks.
    function entitledOf(Book storage book, Agreement memory agreement, bytes32 digest, uint256 locks)
        internal
        view
        returns (uint256[] memory amounts)
    {
        amounts = _ofClauses(book, agreement, digest, book.versions[digest].base, locks);
        Monthly[] memory monthly = agreement.rules.monthly;
        for (uint256 i; i < monthly.length; ++i) {
            Waterfall.divideDown(monthly[i].shares, monthly[i].total, book.metered[digest][i].taken, amounts);
        }
    }

    /// @notice What each receiver was paid, in the asset's smallest unit.
    function paidOf(Book storage book, Agreement memory agreement, bytes32 digest)
        internal
        view
        returns (uint256[] memory amounts)
    {
        Version storage version = book.versions[digest];
        amounts = _ofClauses(book, agreement, digest, version.settledBase, version.settledLocks);
        Monthly[] memory monthly = agreement.rules.monthly;
        for (uint256 i; i < monthly.length; ++i) {
            Waterfall.divideDown(monthly[i].shares, monthly[i].total, book.metered[digest][i].settled, amounts);
        }
    }

    /// @notice What came to the version and was not paid: not settled, locked, or left by divisions.
    function unpaidOf(Book storage book, Agreement memory agreement, bytes32 digest) internal view returns (uint256) {
        uint256 unpaid = book.versions[digest].base;
        for (uint256 i; i < agreement.rules.monthly.length; ++i) {
            unpaid += book.metered[digest][i].taken;
        }
        return unpaid - Waterfall.sumOf(paidOf(book, agreement, digest));
    }

    /// @notice Notes that everything the receivers are entitled to is paid.
    function markPaid(Book storage book, bytes32 digest, uint256 monthly) internal {
        Version storage version = book.versions[digest];
        (version.settledBase, version.settledLocks) = (version.base, version.locks);
        for (uint256 i; i < monthly; ++i) {
            book.metered[digest][i].settled = book.metered[digest][i].taken;
        }
    }

    /// @notice Adds the dues of a month and takes them from `rest` in order.
    /// @param quantities The cumulative quantities at the month's end, in the meters' smallest units.
    /// @param rest The net revenue to divide, in the asset's smallest unit.
    /// @return taken What each clause took, in the asset's smallest unit.
    function takeMonthly(
        Book storage book,
        Monthly[] memory monthly,
        bytes32 digest,
        uint128[] memory quantities,
        uint256 rest
    ) internal returns (uint128[] memory taken, uint256) {
        taken = new uint128[](monthly.length);
        for (uint256 i; i < taken.length; ++i) {
            Monthly memory clause = monthly[i];
            Metered memory metered = book.metered[digest][i];
            uint128 quantity = clause.perQuantity == 0 ? 0 : quantities[i];
            int256 unpaid = metered.unpaid + Waterfall.dueDown(clause, metered.quantity, quantity);

            uint256 take = unpaid > 0 ? (rest * clause.rateBps / Waterfall.ONE_BPS).min(uint256(unpaid)) : 0;
            unpaid -= int256(take);
            if (!clause.carried && unpaid > 0) unpaid = 0;
            metered.unpaid = unpaid.toInt128();
            metered.taken = (metered.taken + take).toUint128();
            metered.quantity = quantity;
            book.metered[digest][i] = metered;

            rest -= take;
            // Fits: all that was ever taken does.
            taken[i] = uint128(take);
        }
        return (taken, rest);
    }

    /// @notice Hands over to the next version what its clauses continue.
    function continueFrom(Book storage book, Rules memory next, bytes32 digest, Rules memory current, bytes32 previous)
        internal
    {
        for (uint256 i; i < next.monthly.length; ++i) {
            if (next.monthly[i].continues == 0) continue;
            Metered storage old = book.metered[previous][next.monthly[i].continues - 1];
            book.metered[digest][i].unpaid = old.unpaid;
            if (next.monthly[i].perQuantity != 0) book.metered[digest][i].quantity = old.quantity;
        }
        uint256[] memory limits = _limitsOf(book, current.clauses, previous);
        uint256[] memory taken = Waterfall.takenDown(current.clauses, limits, book.versions[previous].base);
        for (uint256 i; i < next.clauses.length; ++i) {
            if (next.clauses[i].continues == 0) continue;
            uint256 old = next.clauses[i].continues - 1;
            book.continued[digest][i] = book.continued[previous][old] + taken[old];
        }
    }

    /// @notice Nothing yet for each receiver.
    function none(Agreement memory agreement) internal pure returns (uint256[] memory) {
        return new uint256[](agreement.parties.length + agreement.rules.registers.length);
    }

    function _ofClauses(Book storage book, Agreement memory agreement, bytes32 digest, uint256 base, uint256 locks)
        private
        view
        returns (uint256[] memory amounts)
    {
        amounts = none(agreement);
        Clause[] memory clauses = agreement.rules.clauses;
        uint256[] memory taken = Waterfall.takenDown(clauses, _limitsOf(book, clauses, digest), base);
        Waterfall.entitleDown(clauses, taken, locks, amounts);
    }

    /// @dev The most each cumulative clause can take under this version.
    function _limitsOf(Book storage book, Clause[] memory clauses, bytes32 digest)
        private
        view
        returns (uint256[] memory limits)
    {
        limits = new uint256[](clauses.length);
        for (uint256 i; i < limits.length; ++i) {
            uint256 limit = clauses[i].limit;
            if (limit == 0) limit = type(uint256).max;
            else if (clauses[i].continues != 0) limit = limit.zeroFloorSub(book.continued[digest][i]);
            limits[i] = limit;
        }
    }
}
