// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ECDSA} from "solady/utils/ECDSA.sol";
import {SignatureCheckerLib} from "solady/utils/SignatureCheckerLib.sol";

/// @title Signatures
/// @notice Whether an account, with a key or a contract (ERC-1271), signed a digest.
library Signatures {
    /// @dev Half the order of secp256k1, rounded down: the greatest `s` that has no smaller twin.
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    /// @notice Whether `signer` signed `digest`. A key's signature has 64 (ERC-2098) or 65 bytes and no twin; one that is not
    /// the key's is put to the contract at the address, which is therefore not looked up for keys.
    function isSigned(bytes32 digest, address signer, bytes memory signature) internal view returns (bool) {
        if (hasNoTwin(signature) && signer != address(0) && ECDSA.tryRecover(digest, signature) == signer) return true;

        return signer.code.length != 0 && SignatureCheckerLib.isValidERC1271SignatureNow(signer, digest, signature);
    }

    /// @notice Whether no second signature by the same key follows from this one.
    function hasNoTwin(bytes memory signature) internal pure returns (bool) {
        if (signature.length != 64 && signature.length != 65) return false;
        uint256 s;
        assembly ("memory-safe") {
            s := mload(add(signature, 0x40))
        }
        // In the 64-byte form the top bit is the parity of y.
        if (signature.length == 64) s &= type(uint256).max >> 1;
        return s <= HALF_ORDER;
    }
}
