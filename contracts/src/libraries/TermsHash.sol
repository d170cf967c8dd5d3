// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {
    CLAUSE_TYPEHASH,
    LOCK_TYPEHASH,
    MONTHLY_TYPEHASH,
    REGISTER_TYPEHASH,
    SHARE_TYPEHASH
} from "../types/Clauses.sol";
import {
    AGREEMENT_TYPEHASH,
    Agreement,
    MONEY_TYPEHASH,
    PARTY_TYPEHASH,
    PERIOD_TYPEHASH,
    RULES_TYPEHASH
} from "../types/Terms.sol";

/// @title TermsHash
/// @notice The EIP-712 hash of the terms. One function walks through any of their structs by a table of members: written out,
/// the ten types take 3 kB more of bytecode.
library TermsHash {
    /// @dev The types, and kinds of members beside them.
    uint256 private constant PLAIN = 0;
    uint256 private constant CLAUSE = 1;
    uint256 private constant LOCK = 2;
    uint256 private constant MONEY = 3;
    uint256 private constant MONTHLY = 4;
    uint256 private constant PARTY = 5;
    uint256 private constant PERIOD = 6;
    uint256 private constant REGISTER = 7;
    uint256 private constant RULES = 8;
    uint256 private constant SHARE = 9;
    uint256 private constant AGREEMENT = 10;
    uint256 private constant STRING = 11;
    /// @dev Added to a type: a list of it.
    uint256 private constant LIST = 16;

    /// @notice The hash of the terms, to be bound to a domain.
    function hash(Agreement memory agreement) internal pure returns (bytes32) {
        uint256 pointer;
        assembly ("memory-safe") {
            pointer := agreement
        }
        return _ofMember(AGREEMENT, pointer);
    }

    /// @dev In memory each member of a struct is one word: its value, or a pointer to it. The words are copied behind the hash of
    /// the type, and pointers among them replaced by the hashes of what they point to.
    function _ofStruct(bytes32 typeHash, uint256 count, uint256 kinds, uint256 pointer) private pure returns (bytes32) {
        uint256 copy;
        assembly ("memory-safe") {
            copy := mload(0x40)
            let end := add(copy, shl(5, add(count, 1)))
            mstore(0x40, end)
            mstore(copy, typeHash)
            for { let word := add(copy, 0x20) } lt(word, end) { word := add(word, 0x20) } {
                mstore(word, mload(pointer))
                pointer := add(pointer, 0x20)
            }
        }
        // Cannot overflow: positions in memory.
        unchecked {
            for (uint256 word = copy + 32; kinds != 0; word += 32) {
                if (kinds & 31 != PLAIN) _set(word, _ofMember(kinds & 31, uint256(_wordAt(word))));
                kinds >>= 5;
            }
            return _hashAt(copy, count + 1);
        }
    }

    function _ofMember(uint256 kind, uint256 pointer) private pure returns (bytes32 result) {
        if (kind == STRING) {
            assembly ("memory-safe") {
                result := keccak256(add(pointer, 0x20), mload(pointer))
            }
            return result;
        }

        (bytes32 typeHash, uint256 count, uint256 kinds) = _membersOf(kind & (LIST - 1));
        if (kind < LIST) return _ofStruct(typeHash, count, kinds, pointer);

        bytes32[] memory hashes = new bytes32[](uint256(_wordAt(pointer)));
        // Cannot overflow: positions in memory.
        unchecked {
            for (uint256 i; i < hashes.length; ++i) {
                pointer += 32;
                hashes[i] = _ofStruct(typeHash, count, kinds, uint256(_wordAt(pointer)));
            }
        }
        assembly ("memory-safe") {
            pointer := add(hashes, 0x20)
        }
        return _hashAt(pointer, hashes.length);
    }

    /// @dev The hash of the type, how many members it has, and their kinds from the last five bits up.
    function _membersOf(uint256 kind) private pure returns (bytes32 typeHash, uint256 count, uint256 kinds) {
        if (kind == SHARE) return (SHARE_TYPEHASH, 2, 0);
        if (kind == PARTY) return (PARTY_TYPEHASH, 2, STRING << 5);
        if (kind == CLAUSE) return (CLAUSE_TYPEHASH, 6, LIST + SHARE << 15 | LOCK << 20);
        if (kind == LOCK) return (LOCK_TYPEHASH, 4, LIST + SHARE << 15);
        if (kind == MONTHLY) return (MONTHLY_TYPEHASH, 10, LIST + SHARE << 40);
        if (kind == REGISTER) return (REGISTER_TYPEHASH, 3, 0);
        if (kind == PERIOD) return (PERIOD_TYPEHASH, 3, 0);
        if (kind == MONEY) return (MONEY_TYPEHASH, 1, 0);
        if (kind == RULES) {
            kinds = PERIOD << 35 | LIST + MONTHLY << 40 | LIST + CLAUSE << 45 | LIST + REGISTER << 50;
            return (RULES_TYPEHASH, 11, kinds);
        }
        return (AGREEMENT_TYPEHASH, 6, MONEY | LIST + PARTY << 5 | RULES << 10);
    }

    function _wordAt(uint256 pointer) private pure returns (bytes32 word) {
        assembly ("memory-safe") {
            word := mload(pointer)
        }
    }

    function _set(uint256 pointer, bytes32 word) private pure {
        assembly ("memory-safe") {
            mstore(pointer, word)
        }
    }

    function _hashAt(uint256 pointer, uint256 words) private pure returns (bytes32 result) {
        assembly ("memory-safe") {
            result := keccak256(pointer, shl(5, words))
        }
    }
}
