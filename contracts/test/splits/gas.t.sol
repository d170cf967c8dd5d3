// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Agreement, MonthClose} from "src/types/Terms.sol";
import {Confirmations} from "src/types/Fact.sol";

import {SplitsBase} from "./SplitsBase.t.sol";

/// @notice What each verb costs as a transaction of its own (21,000 and calldata included), in steady state: every balance
/// touched is above zero before and after. Written to snapshots/splits.json.
/// forge-config: default.isolate = true
contract SplitsGasTest is SplitsBase {
    function _record(string memory name) private {
        vm.snapshotGasLastCall("splits", name);
    }

    /// @dev Percentage-only terms: no quorum is waited for.
    function _percentages(uint256 count) private returns (Agreement memory agreement) {
        agreement = _equal(count);
        (agreement.rules.quorum, agreement.rules.arbiters, agreement.rules.maxFreeze) = (0, 0, 0);
    }

    function _concluded(Agreement memory agreement) private returns (bytes32 root) {
        root = _conclude(agreement);
        for (uint256 i; i < agreement.parties.length; ++i) {
            cashier.issue(asset, agreement.parties[i].account, 1);
        }
    }

    function test_conclude_percentages() public {
        Agreement memory agreement = _percentages(5);
        bytes[] memory signatures = _signatures(agreement);
        splits.conclude(agreement, signatures);
        _record("conclude, 5 parties, percentages");
    }

    function test_conclude_chargingSite() public {
        Agreement memory agreement = _site();
        bytes[] memory signatures = _signatures(agreement);
        splits.conclude(agreement, signatures);
        _record("conclude, 3 parties, charging site");
    }

    function test_onPayment() public {
        Agreement memory agreement = _percentages(5);
        bytes32 root = _concluded(agreement);
        _pay(root, 1_000_003);
        cashier.issue(asset, alice.account, 1_000_000);
        vm.prank(alice.account);
        ledger.pay(address(splits), root, asset, 500_000, "");
        _record("pay by a holder");
    }

    function test_onPayment_byMonth() public {
        Agreement memory agreement = _site();
        bytes32 root = _concluded(agreement);
        _pay(root, 1_000_003);
        cashier.pay(asset, address(splits), root, 500_000, "key", alice.account, NOW);
        _record("issue and pay, by the month");
    }

    function _settles(uint256 count) private {
        Agreement memory agreement = _percentages(count);
        bytes32 root = _concluded(agreement);
        uint256[] memory receivers = _receivers(agreement);
        _pay(root, 1_000_003);
        splits.settleShares(root, asset, uint32(count), receivers);
        _pay(root, 1_000_000);
        splits.settleShares(root, asset, uint32(count), receivers);
        _record(string.concat("settle shares to ", vm.toString(count)));
    }

    function test_settleShares() public {
        _settles(2);
        _settles(5);
        _settles(10);
        _settles(20);
        _settles(100);
    }

    function test_settle() public {
        Agreement memory agreement = _percentages(5);
        bytes32 root = _concluded(agreement);
        _pay(root, 1_000_003);
        splits.settle(agreement);
        _pay(root, 1_000_000);
        splits.settle(agreement);
        _record("settle to 5, full terms");
    }

    function test_close() public {
        Agreement memory agreement = _site();
        bytes32 root = _concluded(agreement);
        _pay(root, 1_000_000);
        _close(agreement, 1000);
        _pay(root, 1_000_000, NOW + 30 days);
        uint128[] memory quantities = new uint128[](2);
        quantities[1] = 2000;
        MonthClose memory monthClose = _monthClose(agreement, quantities);
        Confirmations memory confirmations = _confirmed(_closeFact(root, monthClose, 0));
        splits.close(agreement, monthClose, 0, NOW, confirmations);
        _record("close a month and pay 3, charging site");
    }
}
