// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCastLib} from "solady/utils/SafeCastLib.sol";

import {Bucket} from "../types/Books.sol";
import {Standing} from "../types/Standing.sol";
import {Period} from "../types/Terms.sol";
import {Calendar} from "./Calendar.sol";

/// @title Months
/// @notice Books receipts and refunds. What is owed to the issuer for refunds is always what would be missing after closing
/// every booked month in order, so that a refund never spends what an earlier month's close will pay out.
library Months {
    using SafeCastLib for uint256;
    using SafeCastLib for int256;

    /// @dev How many months ahead of the open one entries are booked; what is owed is found by going through them.
    uint256 internal constant MAX_AHEAD = 120;

    /// @notice Thrown when the booking date lies too far ahead of the open month.
    error MonthTooFar(uint256 month, uint256 limit);

    /// @notice Begins to count in months.
    function begin(Standing storage standing, Period memory period) internal {
        standing.openMonth = period.firstMonth;
        standing.lastMonth = period.firstMonth;
        standing.utcOffsetMinutes = period.utcOffsetMinutes;
        // Fits for 34,000 years: 40 bits of seconds.
        standing.countedFrom = uint40(block.timestamp);
    }

    /// @notice The month an entry counts in: never one that is closed.
    function monthOf(Standing storage standing, uint40 bookedAt) internal view returns (uint16 month) {
        uint16 openMonth = standing.openMonth;
        month = Calendar.monthOf(bookedAt, standing.utcOffsetMinutes);
        if (month < openMonth) return openMonth;
        uint256 limit = openMonth + MAX_AHEAD;
        require(month <= limit, MonthTooFar(month, limit));
    }

    /// @notice Books a receipt with a period.
    /// @param hasKey Whether it came with a payment key.
    /// @return returned What goes to the issuer for refunds that were owed.
    function receipt(
        Standing storage standing,
        mapping(uint256 month => Bucket) storage buckets,
        uint16 month,
        uint128 amount,
        bool hasKey
    ) internal returns (uint128 returned) {
        _add(standing, buckets[month], month, int256(uint256(amount)).toInt112(), hasKey);
        uint256 owed = standing.owed;
        // More revenue never raises what is missing.
        if (owed != 0) {
            uint256 missing = missingOf(standing, buckets);
            // Fits: it is at most the amount.
            returned = uint128(owed - missing);
            standing.owed = missing.toUint104();
        }
        standing.held = (uint256(standing.held) + amount - returned).toUint104();
    }

    /// @notice Books a refund with a period.
    /// @return returned What goes to the issuer at once.
    function refund(
        Standing storage standing,
        mapping(uint256 month => Bucket) storage buckets,
        uint16 month,
        uint128 amount
    ) internal returns (uint128 returned) {
        _add(standing, buckets[month], month, -int256(uint256(amount)).toInt112(), true);
        uint256 missing = missingOf(standing, buckets);
        // Fits: what is missing grows by the amount at most.
        returned = uint128(amount - (missing - standing.owed));
        standing.owed = missing.toUint104();
        standing.held -= uint256(returned).toUint104();
    }

    /// @notice Takes the open month out of the books and moves its deficit to the next.
    /// @return net The month's net with what earlier months carried, in the asset's smallest unit.
    /// @return rest What of it can be divided.
    function roll(Standing storage standing, mapping(uint256 month => Bucket) storage buckets)
        internal
        returns (int256 net, uint256 rest)
    {
        uint16 month = standing.openMonth;
        net = buckets[month].net;
        delete buckets[month];
        if (net > 0) rest = uint256(net);
        if (net < 0) buckets[uint256(month) + 1].net += int112(net);
        uint16 next = month + 1;
        standing.held -= rest.toUint104();
        standing.openMonth = next;
        if (standing.lastMonth < next) standing.lastMonth = next;
    }

    /// @notice Gives up the months: their nets become one sum.
    /// @return returned What goes to the issuer for refunds that were owed.
    /// @return rest What is left to divide.
    function drop(Standing storage standing, mapping(uint256 month => Bucket) storage buckets)
        internal
        returns (uint128 returned, uint128 rest)
    {
        uint256 last = standing.lastMonth;
        for (uint256 month = standing.openMonth; month <= last; ++month) {
            delete buckets[month];
        }
        (uint104 held, uint104 owed) = (standing.held, standing.owed);
        returned = held < owed ? held : owed;
        rest = held - returned;
        standing.held = 0;
        standing.owed = uint256(owed - returned).toUint104();
        (standing.openMonth, standing.lastMonth) = (0, 0);
    }

    /// @notice What would be missing after closing every booked month in order, in the asset's smallest unit.
    function missingOf(Standing storage standing, mapping(uint256 month => Bucket) storage buckets)
        internal
        view
        returns (uint256)
    {
        int256 missing;
        uint256 last = standing.lastMonth;
        for (uint256 month = standing.openMonth; month <= last; ++month) {
            missing -= buckets[month].net;
            if (missing < 0) missing = 0;
        }
        return uint256(missing);
    }

    function _add(Standing storage standing, Bucket storage bucket, uint16 month, int112 change, bool hasKey) private {
        bucket.net += change;
        if (hasKey) {
            bucket.sum += change;
            ++bucket.entries;
        }
        if (month > standing.lastMonth) standing.lastMonth = month;
    }
}
