// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {MerkleProofLib} from "solady/utils/MerkleProofLib.sol";

import {Receiver, RegisterState} from "../types/Books.sol";
import {Register} from "../types/Clauses.sol";

/// @title Registers
/// @notice Pays lists of receivers too long to write out, piece by piece in the order of the list, towards a target that is
/// fixed when a round begins. Rounds down: what is left joins the next round.
library Registers {
    /// @notice The key of the account that holds the register's money.
    /// @param root The agreement's root.
    function keyOf(bytes32 root, Register memory register) internal pure returns (bytes32) {
        return keccak256(abi.encode(root, register));
    }

    /// @notice Advances by `receivers`. The part of one that the Ledger could not pay stays.
    /// @param ledger The Ledger.
    /// @param proof The Merkle multi-proof that they are the register's next ones, with its `flags`.
    /// @return accounts Who is paid.
    /// @return amounts What each is paid, in the units' smallest unit.
    /// @return isNext Whether they are proven to be the next ones.
    function advance(
        RegisterState memory state,
        Register memory register,
        address ledger,
        Receiver[] memory receivers,
        bytes32[] memory proof,
        bool[] memory flags
    ) internal view returns (address[] memory accounts, uint256[] memory amounts, bool isNext) {
        bytes32[] memory leaves = new bytes32[](receivers.length);
        accounts = new address[](receivers.length);
        amounts = new uint256[](receivers.length);
        for (uint256 i; i < receivers.length; ++i) {
            (address account, uint64 share) = (receivers[i].account, receivers[i].share);
            leaves[i] = leafOf(state.cursor++, account, share, state.sum);
            state.sum += share;
            bool isPayable = account != address(0) && account != ledger;
            accounts[i] = isPayable ? account : address(this);
            if (isPayable) {
                amounts[i] =
                    _partDown(state.target, share, register.total) - _partDown(state.settled, share, register.total);
            }
        }
        isNext = leaves.length != 0 && state.sum <= register.total
            && MerkleProofLib.verifyMultiProof(proof, register.root, leaves, flags);
        if (state.cursor == register.count) (state.cursor, state.sum, state.settled) = (0, 0, state.target);
    }

    function _partDown(uint256 sum, uint256 share, uint256 total) private pure returns (uint256) {
        // Cannot overflow: a sum has 128 bits and a share 64.
        unchecked {
            return sum * share / total;
        }
    }

    /// @notice The leaf of a receiver; hashed twice, so that no inner node is one.
    /// @param sumBefore The sum of the shares of all receivers before it.
    function leafOf(uint256 index, address account, uint64 share, uint64 sumBefore) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(index, account, share, sumBefore))));
    }
}
