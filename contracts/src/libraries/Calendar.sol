// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DateTimeLib} from "solady/utils/DateTimeLib.sol";

/// @title Calendar
/// @notice Civil months, counted from January 1970, at an offset from UTC.
library Calendar {
    /// @notice The month `timestamp` falls in.
    /// @param timestamp A Unix timestamp; before 1970 local time counts as the first month, after the last number as the last.
    /// @param offsetMinutes Where months begin, in minutes east of UTC.
    function monthOf(uint40 timestamp, int16 offsetMinutes) internal pure returns (uint16) {
        int256 local = int256(uint256(timestamp)) + int256(offsetMinutes) * 60;
        if (local <= 0) return 0;

        (uint256 year, uint256 month,) = DateTimeLib.timestampToDate(uint256(local));
        uint256 count = (year - 1970) * 12 + month - 1;
        // Fits: the smaller of the two does.
        return uint16(count < type(uint16).max ? count : type(uint16).max);
    }

    /// @notice The Unix timestamp at which `month` begins.
    /// @param month The month; one more than the greatest number is allowed.
    /// @param offsetMinutes Where months begin, in minutes east of UTC.
    function startOf(uint256 month, int16 offsetMinutes) internal pure returns (uint256) {
        uint256 start = DateTimeLib.dateToTimestamp(1970 + month / 12, month % 12 + 1, 1);
        int256 moved = int256(start) - int256(offsetMinutes) * 60;
        return moved > 0 ? uint256(moved) : 0;
    }
}
