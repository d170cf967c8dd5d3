// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {Units} from "./Units.sol";

/// @title Receivables
/// @notice What debtors still have to give back for refunds and disputes, and the accounts they give it back through.
/// @dev A debtor is a payee's account, or a payer. What it owes is lowered by destroying units that it moved to its account here,
/// or by money that came back or was withheld, for which no units are issued then.
abstract contract Receivables is Units {
    /// @notice What the debtor behind the key still has to give back, in the smallest unit of the id in the key.
    mapping(bytes32 receivableKey => uint128 amount) public receivableOf;

    /// @notice Units that a debtor gave back were destroyed.
    /// @param amount The amount, in the smallest unit of `id`.
    event ReceivableCollected(bytes32 indexed receivableKey, uint256 id, uint128 amount);

    /// @notice Thrown when the debtor moved nothing here.
    error NothingToCollect(bytes32 receivableKey);

    /// @notice Destroys the units that a debtor moved to its account here, up to what it owes, and returns the rest to it; anyone
    /// may call it.
    /// @param debtor The payee, or the payer of a payment whose payee did not take the units.
    /// @param key The payee's account key; zero for a payer.
    /// @return amount What was destroyed, in the smallest unit of `id`.
    function collect(address debtor, bytes32 key, uint256 id) external returns (uint128 amount) {
        bytes32 receivableKey = receivableKeyOf(debtor, key, id);
        uint256 held = LEDGER.balanceOf(LEDGER.accountOf(address(this), receivableKey), id);
        require(held != 0, NothingToCollect(receivableKey));

        amount = _settle(receivableKey, id);
        if (amount != 0) emit ReceivableCollected(receivableKey, id, amount);

        if (held == amount) return amount;
        address home = key == 0 ? debtor : LEDGER.accountOf(debtor, key);
        LEDGER.move(receivableKey, home, id, held - amount);
    }

    /// @notice The key of the account here that a debtor gives units back through, and of what it owes.
    /// @param debtor The payee, or the payer of a payment whose payee did not take the units.
    /// @param key The payee's account key; zero for a payer.
    function receivableKeyOf(address debtor, bytes32 key, uint256 id) public pure returns (bytes32) {
        return keccak256(abi.encode(debtor, key, id));
    }

    function _charge(bytes32 receivableKey, uint256 id, uint128 amount) internal {
        receivableOf[receivableKey] += amount;
        _totals[id].receivables += amount;
    }

    /// @dev What had arrived before is no answer to what comes now.
    function _collectEarlier(bytes32 receivableKey, uint256 id) internal {
        if (receivableOf[receivableKey] == 0) return;
        uint128 earlier = _settle(receivableKey, id);
        if (earlier != 0) emit ReceivableCollected(receivableKey, id, earlier);
    }

    /// @dev Destroys what arrived in the account, up to the receivable.
    function _settle(bytes32 receivableKey, uint256 id) internal returns (uint128 amount) {
        amount = _cover(receivableKey, id, _heldBy(LEDGER.accountOf(address(this), receivableKey), id));
        if (amount != 0) LEDGER.redeemFrom(receivableKey, _seriesIn(id), amount);
    }

    /// @dev Lowers a receivable by at most `most`.
    function _cover(bytes32 receivableKey, uint256 id, uint128 most) internal returns (uint128 amount) {
        uint128 receivable = receivableOf[receivableKey];
        // Fits: at most the receivable.
        // forge-lint: disable-next-line(unsafe-typecast)
        amount = uint128(FixedPointMathLib.min(most, receivable));
        if (amount == 0) return 0;

        receivableOf[receivableKey] = receivable - amount;
        _totals[id].receivables -= amount;
    }
}
