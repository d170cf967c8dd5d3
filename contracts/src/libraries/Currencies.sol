// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice The minor units of ISO 4217.
library Currencies {
    bytes private constant WITHOUT = "BIFCLPDJFGNFISKJPYKMFKRWPYGRWFUGXUYIVNDVUVXAFXOFXPF";
    bytes private constant THREE = "BHDIQDJODKWDLYDOMRTND";
    bytes private constant FOUR = "CLFUYW";

    /// @notice How many decimals the minor unit of a currency has; 2 for every code that is not listed otherwise.
    /// @param currency The code, ASCII, left-aligned.
    function decimalsOf(bytes32 currency) internal pure returns (uint8) {
        if (_isIn(WITHOUT, currency)) return 0;
        if (_isIn(THREE, currency)) return 3;
        if (_isIn(FOUR, currency)) return 4;
        return 2;
    }

    function _isIn(bytes memory codes, bytes32 currency) private pure returns (bool) {
        for (uint256 i; i < codes.length; i += 3) {
            bytes32 code = bytes32(bytes.concat(codes[i], codes[i + 1], codes[i + 2]));
            if (code == currency) return true;
        }
        return false;
    }
}
